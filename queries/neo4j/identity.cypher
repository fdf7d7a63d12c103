// What tells this store from every other.
MATCH (s:State {id: 1})
RETURN s.identity

// How many changes of the graph, and how many writes of any kind, were committed; no row before there is a schema.
MATCH (s:State {id: 1})
RETURN s.revision, s.tick, s.schema, s.erased

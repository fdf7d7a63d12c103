// The counters that a delta depends on, as part of a longer answer.
MATCH (s:State {id: 1})
RETURN s.revision, s.tick, s.schema, s.erased, s.revision AS rev

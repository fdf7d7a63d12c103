// Take the one lock of writers; what the counters stand at.
MATCH (s:State {id: 1})
SET s.lock = $op
WITH s
RETURN s.revision, s.tick, s.keys, s.files, s.judgements, s.imports

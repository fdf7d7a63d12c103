// Write the counters, and leave the name of this transaction for whoever must know whether it was committed.
MATCH (s:State {id: 1})
SET s.tick = s.tick + 1, s.revision = $revision,
    s.keys = $keys, s.files = $files, s.judgements = $judgements, s.imports = $imports
CREATE (:Operation {id: $op, tick: s.tick})

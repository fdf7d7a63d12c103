// How many changes of the graph were committed, and the number of the last event of any ask.
MATCH (s:State {id: 1})
RETURN s.revision,
    coalesce(COLLECT { MATCH (e:AskEvent) WHERE e.seq > 0 RETURN e.seq ORDER BY e.seq DESC LIMIT 1 }[0], 0)

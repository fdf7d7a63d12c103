// Events of asks after a number.
MATCH (e:AskEvent)
WHERE e.seq > $seq
RETURN e.seq, e.ask, e.kind, e.day, e.at, e.actor, e.note, e.detail
ORDER BY e.seq
LIMIT $limit

// The events of all asks that follow a number, by number.
MATCH (e:AskEvent)
WHERE e.seq > $after
RETURN e.seq, e.ask, e.kind, e.day, e.at, e.actor, e.note, e.detail, 0 AS rev
ORDER BY e.seq

// The events of some asks, by number.
UNWIND $rows AS ask
MATCH (e:AskEvent {ask: ask})
RETURN e.seq, e.ask, e.kind, e.day, e.at, e.actor, e.note, e.detail
ORDER BY e.seq

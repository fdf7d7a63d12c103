// The numbers of the last ask and of the last event of any ask.
RETURN
    coalesce(COLLECT { MATCH (a:LoggedAsk) WHERE a.id > 0 RETURN a.id ORDER BY a.id DESC LIMIT 1 }[0], 0),
    coalesce(COLLECT { MATCH (e:AskEvent) WHERE e.seq > 0 RETURN e.seq ORDER BY e.seq DESC LIMIT 1 }[0], 0)

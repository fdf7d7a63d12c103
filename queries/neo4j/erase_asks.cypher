// Take a person out of their asks, and with them all that was written about these.
UNWIND $rows AS ask
MATCH (a:LoggedAsk {id: ask})
SET a.connector = CASE WHEN a.connector IN $names THEN NULL ELSE a.connector END,
    a.target = CASE WHEN a.target IN $names THEN NULL ELSE a.target END,
    a.requester = CASE WHEN a.requester IN $names THEN NULL ELSE a.requester END,
    a.reason = ''
WITH a
CALL (a) {
  MATCH (e:AskEvent {ask: a.id})
  SET e.note = ''
}
CALL (a) {
  MATCH (k:AskAnswer {ask: a.id})
  SET k.answer = NULL
}

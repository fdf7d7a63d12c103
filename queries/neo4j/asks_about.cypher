// The asks of which a person, under any of these ids, is connector or target, by number.
UNWIND $rows AS person
CALL (person) {
  MATCH (a:LoggedAsk {connector: person})
  RETURN a
  UNION
  MATCH (a:LoggedAsk {target: person})
  RETURN a
}
WITH DISTINCT a
RETURN a.id, a.connector, a.target, a.account, a.requester, a.reason, a.detail
ORDER BY a.id

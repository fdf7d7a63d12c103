// The asks in which a person appears under any of these ids.
UNWIND $rows AS person
CALL (person) {
  MATCH (a:LoggedAsk {connector: person})
  RETURN a
  UNION
  MATCH (a:LoggedAsk {target: person})
  RETURN a
  UNION
  MATCH (a:LoggedAsk {requester: person})
  RETURN a
}
RETURN DISTINCT a.id

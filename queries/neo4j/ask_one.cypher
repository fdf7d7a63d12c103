// One ask.
MATCH (a:LoggedAsk {id: $id})
RETURN a.id, a.connector, a.target, a.account, a.requester, a.reason, a.detail

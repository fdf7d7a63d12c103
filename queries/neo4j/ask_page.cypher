// Asks after a number.
MATCH (a:LoggedAsk)
WHERE a.id > $id
RETURN a.id, a.connector, a.target, a.account, a.requester, a.reason, a.detail
ORDER BY a.id
LIMIT $limit

// The asks that follow a number, by number.
MATCH (a:LoggedAsk)
WHERE a.id > $after
RETURN a.id, a.connector, a.target, a.account, a.requester, a.reason, a.detail, 0 AS rev
ORDER BY a.id

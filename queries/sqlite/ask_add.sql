-- An ask; its number.
INSERT INTO ask (connector, target, account, requester, reason, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING id

-- An ask of another store as it is; nothing happens when it is here already.
INSERT INTO ask (id, connector, target, account, requester, reason, detail)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (id) DO NOTHING

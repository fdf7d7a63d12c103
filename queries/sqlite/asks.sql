-- The asks that follow a number, by number.
SELECT id, connector, target, account, requester, reason, detail FROM ask WHERE id > ?1 ORDER BY id

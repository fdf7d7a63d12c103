-- One ask.
SELECT id, connector, target, account, requester, reason, detail FROM ask WHERE id = ?1

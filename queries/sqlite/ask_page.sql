-- Some asks after a number, for copying.
SELECT id, connector, target, account, requester, reason, detail
FROM ask
WHERE id > ?1
ORDER BY id
LIMIT ?2

-- Some sessions after an id, for copying.
SELECT id, secret_sha256, user_id, created_at, seen_at
FROM session
WHERE id > ?1
ORDER BY id
LIMIT ?2

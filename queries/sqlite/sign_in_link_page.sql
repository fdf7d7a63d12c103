-- Some sign-in links after an id, for copying.
SELECT id, secret_sha256, user_id, created_at, expires_at, used_at
FROM sign_in_link
WHERE id > ?1
ORDER BY id
LIMIT ?2

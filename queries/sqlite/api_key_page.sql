-- Some API keys after an id, for copying.
SELECT id, name, secret_sha256, created_at, expires_at, revoked_at, scopes
FROM api_key
WHERE id > ?1
ORDER BY id
LIMIT ?2

-- Every API key.
SELECT id, name, secret_sha256, created_at, expires_at, revoked_at, scopes FROM api_key ORDER BY id

// API keys after one.
MATCH (k:ApiKey)
WHERE k.id > $id
RETURN k.id, k.name, k.secret_sha256, k.created_at, k.expires_at, k.revoked_at, k.scopes
ORDER BY k.id
LIMIT $limit

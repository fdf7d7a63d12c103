// Every API key, by id.
MATCH (k:ApiKey)
RETURN k.id, k.name, k.secret_sha256, k.created_at, k.expires_at, k.revoked_at, k.scopes, 0 AS rev
ORDER BY k.id

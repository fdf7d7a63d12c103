-- An API key of another store as it is; nothing happens when it is here already.
INSERT INTO api_key (id, name, secret_sha256, created_at, expires_at, revoked_at, scopes)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (id) DO NOTHING

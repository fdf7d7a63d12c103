-- An API key, new or changed.
INSERT INTO api_key (id, name, secret_sha256, created_at, expires_at, revoked_at, scopes)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (id) DO UPDATE SET
    name = excluded.name,
    secret_sha256 = excluded.secret_sha256,
    created_at = excluded.created_at,
    expires_at = excluded.expires_at,
    revoked_at = excluded.revoked_at,
    scopes = excluded.scopes

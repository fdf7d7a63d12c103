-- A sign-in link, new or changed.
INSERT INTO sign_in_link (id, secret_sha256, user_id, created_at, expires_at, used_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (id) DO UPDATE SET
    secret_sha256 = excluded.secret_sha256,
    user_id = excluded.user_id,
    created_at = excluded.created_at,
    expires_at = excluded.expires_at,
    used_at = excluded.used_at

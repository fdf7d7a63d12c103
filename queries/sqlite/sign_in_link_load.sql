-- A sign-in link of another store as it is; nothing happens when it is here already.
INSERT INTO sign_in_link (id, secret_sha256, user_id, created_at, expires_at, used_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (id) DO NOTHING

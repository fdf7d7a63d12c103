-- A session of another store as it is; nothing happens when it is here already.
INSERT INTO session (id, secret_sha256, user_id, created_at, seen_at)
VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (id) DO NOTHING

-- A session, new or changed.
INSERT INTO session (id, secret_sha256, user_id, created_at, seen_at)
VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (id) DO UPDATE SET
    secret_sha256 = excluded.secret_sha256,
    user_id = excluded.user_id,
    created_at = excluded.created_at,
    seen_at = excluded.seen_at

-- The session of an id.
SELECT id, secret_sha256, user_id, created_at, seen_at FROM session WHERE id = ?1

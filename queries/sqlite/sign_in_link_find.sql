-- The sign-in link of an id.
SELECT id, secret_sha256, user_id, created_at, expires_at, used_at FROM sign_in_link WHERE id = ?1

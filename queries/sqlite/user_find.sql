-- The user of an id.
SELECT id, email, name, role, created_at, disabled_at, password_hash FROM user WHERE id = ?1

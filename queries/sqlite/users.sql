-- Every user.
SELECT id, email, name, role, created_at, disabled_at, password_hash FROM user ORDER BY id

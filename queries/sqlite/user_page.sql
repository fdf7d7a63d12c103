-- Some users after an id, for copying.
SELECT id, email, name, role, created_at, disabled_at, password_hash
FROM user
WHERE id > ?1
ORDER BY id
LIMIT ?2

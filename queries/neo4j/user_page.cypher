// Users after one.
MATCH (u:User)
WHERE u.id > $id
RETURN u.id, u.email, u.name, u.role, u.created_at, u.disabled_at, u.password_hash
ORDER BY u.id
LIMIT $limit

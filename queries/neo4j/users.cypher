// Every user, by id.
MATCH (u:User)
RETURN u.id, u.email, u.name, u.role, u.created_at, u.disabled_at, u.password_hash, 0 AS rev
ORDER BY u.id

// The user of an id.
MATCH (u:User {id: $id})
RETURN u.id, u.email, u.name, u.role, u.created_at, u.disabled_at, u.password_hash

// Users of another store.
UNWIND $rows AS row
MERGE (u:User {id: row[0]})
SET u.email = row[1], u.name = row[2], u.role = row[3],
    u.created_at = row[4], u.disabled_at = row[5], u.password_hash = row[6]

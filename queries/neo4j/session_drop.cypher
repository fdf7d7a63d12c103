// Forget a session.
MATCH (s:Session {id: $id})
DELETE s

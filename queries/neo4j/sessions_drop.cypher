// Forget the sessions of a user.
MATCH (s:Session {user_id: $user_id})
DELETE s

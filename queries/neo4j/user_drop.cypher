// Forget a user, with their sessions and links.
MATCH (u:User {id: $id})
CALL (u) {
  MATCH (n:Session|SignInLink {user_id: u.id})
  DELETE n
}
DELETE u
RETURN $id

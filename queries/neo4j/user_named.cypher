// The id of the user with an e-mail address.
MATCH (u:User {email: $email})
RETURN u.id

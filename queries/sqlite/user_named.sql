-- The id of the user with an e-mail address.
SELECT id FROM user WHERE email = ?1

-- Forget a user, with their sessions and links.
DELETE FROM user WHERE id = ?1 RETURNING id

-- Forget a session.
DELETE FROM session WHERE id = ?1

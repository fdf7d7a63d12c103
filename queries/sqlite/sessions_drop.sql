-- Forget the sessions of a user.
DELETE FROM session WHERE user_id = ?1

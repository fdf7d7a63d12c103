-- Forget the links of a user, or those that make the first admin.
DELETE FROM sign_in_link WHERE user_id IS ?1

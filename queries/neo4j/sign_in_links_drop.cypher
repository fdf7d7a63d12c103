// Forget the links of a user, or those that make the first admin.
MATCH (l:SignInLink)
WHERE l.user_id = $user_id OR (l.user_id IS NULL AND $user_id IS NULL)
DELETE l

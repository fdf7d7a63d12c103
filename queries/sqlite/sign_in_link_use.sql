-- Use a link up, if nobody has.
UPDATE sign_in_link SET used_at = ?2 WHERE id = ?1 AND used_at IS NULL RETURNING id

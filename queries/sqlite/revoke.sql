-- Undo a standing judgement; no row comes back when there is none.
UPDATE judgement SET revoked_at = ?2 WHERE id = ?1 AND revoked_at IS NULL RETURNING id

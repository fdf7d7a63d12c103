// Undo a judgement; no row comes back when there is none that stands.
MATCH (j:Judgement {id: $id})
WHERE j.revoked_at IS NULL
SET j.revoked_at = $at
RETURN j.id

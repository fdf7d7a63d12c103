// The row account of an import; no row comes back when there is no such import.
MATCH (i:Import {id: $id})
SET i.rows = $count, i.outcomes = $outcomes
RETURN i.id

// Imports after a number.
MATCH (i:Import)
WHERE i.id > $id
RETURN i.id, i.source, i.file, i.sha256, i.observed_on, i.at, i.rows, i.outcomes
ORDER BY i.id
LIMIT $limit

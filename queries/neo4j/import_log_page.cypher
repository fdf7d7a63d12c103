// Imports after a number.
MATCH (i:Import)
WHERE i.id > $id
RETURN i.id, i.source, i.file, i.sha256, i.observed_on, i.at, i.rows, i.outcomes,
    i.run, i.rev, CASE WHEN i.revocable THEN 1 ELSE 0 END, i.undone_at, i.repeats
ORDER BY i.id
LIMIT $limit

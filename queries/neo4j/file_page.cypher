// Files after a number.
MATCH (f:File)
WHERE f.id > $id
RETURN f.id, f.source, f.name
ORDER BY f.id
LIMIT $limit

// Aliases after an id.
MATCH (a:Alias)
WHERE a.old > $old
RETURN a.old, a.entity
ORDER BY a.old
LIMIT $limit

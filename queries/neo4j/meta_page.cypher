// Named values after one; how far a copy has come is no part of what is copied.
MATCH (m:Meta)
WHERE m.name > $name AND m.name <> 'copying'
RETURN m.name, m.value
ORDER BY m.name
LIMIT $limit

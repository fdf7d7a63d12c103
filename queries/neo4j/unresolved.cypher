// How many records belong to no entity yet.
MATCH (r:Record)
WHERE r.detail IS NOT NULL AND NOT EXISTS { MATCH (r)-[:DESCRIBES]->() }
RETURN count(r)

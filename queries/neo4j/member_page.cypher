// Resolved records after a number.
MATCH (r:Record)
WHERE r.seq > $seq
MATCH (r)-[d:DESCRIBES]->(e)
RETURN r.seq, r.kind, e.id, d.rev
ORDER BY r.seq
LIMIT $limit

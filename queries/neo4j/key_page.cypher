// Record keys after a number.
MATCH (r:Record)
WHERE r.seq > $seq
RETURN r.seq, r.kind, r.source, r.id
ORDER BY r.seq
LIMIT $limit

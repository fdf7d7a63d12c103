// Every resolved record of a kind with its entity.
MATCH (r:Record)-[d:DESCRIBES]->(e)
WHERE r.kind = $kind
RETURN r.seq, e.id, d.rev AS rev
ORDER BY r.seq

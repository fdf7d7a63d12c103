// All identifiers of the first records from a number on; the reader puts the texts in order, for stores differ in it.
MATCH (r:Record)
WHERE r.seq >= $seq AND EXISTS { MATCH (r)-[:CARRIES]->(:Identifier) }
WITH r
ORDER BY r.seq
LIMIT $limit
MATCH (r)-[:CARRIES]->(i:Identifier)
RETURN r.seq, i.kind, i.value

// Every spell as plain values, for the snapshot.
MATCH (f:Fact)
WHERE f.kind = 'spell' AND f.id > ''
MATCH (f)-[:PERSON]->(p:Record)
MATCH (f)-[:COMPANY]->(c:Record)
RETURN f.id, p.seq, c.seq, f.type, f.title, f.since, f.until, f.seen_first, f.seen_last, f.rev AS rev
ORDER BY f.kind, f.id

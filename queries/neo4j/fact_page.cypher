// Facts of a kind after an id.
MATCH (f:Fact)
WHERE f.kind = $kind AND f.id > $id
WITH f
ORDER BY f.kind, f.id
LIMIT $limit
OPTIONAL MATCH (f)-[:PERSON]->(p:Record)
OPTIONAL MATCH (f)-[:OTHER]->(o:Record)
OPTIONAL MATCH (f)-[:COMPANY]->(c:Record)
OPTIONAL MATCH (f)-[:INVESTOR]->(v:Record)
RETURN f.kind, f.id, p.seq AS person, o.seq AS other, c.seq AS company, v.seq AS investor,
    f.type, f.title, f.since, f.until, f.detail,
    f.digest, f.file, f.line, f.url, f.day, f.seen_first, f.seen_last, f.rev
ORDER BY f.kind, f.id

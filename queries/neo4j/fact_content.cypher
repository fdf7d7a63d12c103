// What facts say.
UNWIND $rows AS row
MATCH (f:Fact {kind: row[0], id: row[1]})
OPTIONAL MATCH (f)-[:PERSON]->(p:Record)
OPTIONAL MATCH (f)-[:OTHER]->(o:Record)
OPTIONAL MATCH (f)-[:COMPANY]->(c:Record)
OPTIONAL MATCH (f)-[:INVESTOR]->(v:Record)
RETURN f.kind, f.id, p.seq AS person, o.seq AS other, c.seq AS company, v.seq AS investor,
    f.type, f.title, f.since, f.until, f.detail

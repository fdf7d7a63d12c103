// The spells of records of people.
UNWIND $rows AS seq
MATCH (p:Record {seq: seq})<-[:PERSON]-(f:Fact {kind: 'spell'})-[:COMPANY]->(c:Record)
RETURN f.id, p.seq, c.seq, f.type, f.title, f.since, f.until, f.seen_first, f.seen_last, f.rev AS rev
ORDER BY p.seq, f.id

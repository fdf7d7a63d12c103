// The entities of records; no row for one that is unresolved.
UNWIND $rows AS seq
MATCH (r:Record {seq: seq})-[:DESCRIBES]->(e:Person|Company)
RETURN r.seq, e.id

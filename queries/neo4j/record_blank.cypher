// Forget the identifiers of records.
UNWIND $rows AS seq
MATCH (r:Record {seq: seq})-[c:CARRIES]->(i:Identifier)
DELETE c
WITH DISTINCT i
WHERE NOT EXISTS { MATCH (i)<-[:CARRIES]-() }
DELETE i

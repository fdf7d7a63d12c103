// Entities that have lost their last record stand for others from now on, and are no longer there themselves.
UNWIND $rows AS row
OPTIONAL MATCH (e:Person|Company {id: row[0]})
WITH row, e
WHERE NOT EXISTS { MATCH (:Record)-[:DESCRIBES]->(e) }
MERGE (a:Alias {old: row[0]})
SET a.entity = row[1]
DETACH DELETE e

// Records describe a person from now on.
UNWIND $rows AS row
MATCH (r:Record {seq: row[0]})
MERGE (e:Person {id: row[1]})
CREATE (r)-[:DESCRIBES {rev: $rev}]->(e)

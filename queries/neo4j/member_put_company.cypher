// Records describe a company from now on.
UNWIND $rows AS row
MATCH (r:Record {seq: row[0]})
MERGE (e:Company {id: row[1]})
CREATE (r)-[:DESCRIBES {rev: $rev}]->(e)

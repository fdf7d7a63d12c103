// Identifiers of another store.
UNWIND $rows AS row
MATCH (r:Record {seq: row[0]})
MERGE (i:Identifier {kind: row[1], value: row[2]})
MERGE (r)-[:CARRIES]->(i)

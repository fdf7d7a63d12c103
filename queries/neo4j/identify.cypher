// New identifiers of records.
UNWIND $rows AS row
MATCH (r:Record {seq: row[0]})
MERGE (i:Identifier {kind: row[1], value: row[2]})
CREATE (r)-[:CARRIES]->(i)

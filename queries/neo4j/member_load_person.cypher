// Which person records of another store describe.
UNWIND $rows AS row
MATCH (r:Record {seq: row[0]})
MERGE (e:Person {id: row[1]})
MERGE (r)-[d:DESCRIBES]->(e)
SET d.rev = row[2]

// By whom of our people others are reached best.
UNWIND $rows AS row
MATCH (connector:Person {id: row[0]})
MATCH (p:Person {id: row[1]})
CREATE (connector)-[:REACHES {score: row[2], rank: row[3]}]->(p)

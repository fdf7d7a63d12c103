// Which two people were seen to know each other, and what that counts for on the day.
UNWIND $rows AS row
MATCH (one:Person {id: row[0]})
MATCH (other:Person {id: row[1]})
CREATE (one)-[:KNOWS {
    kind: row[2], on: row[3], close: row[4], points: row[5], fact: row[6], p: row[7], weight: row[8]
}]->(other)

// In which circles our people are: at or through a company, else with us.
UNWIND $rows AS row
MATCH (p:Person {id: row[0]})
CALL (p, row) {
  MATCH (c:Company {id: row[2]})
  RETURN c AS place
 UNION
  WITH row
  WHERE row[2] IS NULL
  MERGE (us:Us {id: 1})
  RETURN us AS place
}
CREATE (p)-[:PLAYS {circle: row[1], since: row[3], owner: row[4], left_on: row[5], layer: row[6]}]->(place)

// Which companies have put money into others.
UNWIND $rows AS row
MATCH (investor:Company {id: row[1]})
MATCH (c:Company {id: row[2]})
CREATE (investor)-[:INVESTED_IN {round: row[3], on: row[4], partner: row[5], fact: row[0]}]->(c)

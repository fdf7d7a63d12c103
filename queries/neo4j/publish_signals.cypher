// The signals that companies have shown, and whom those are about that name a person.
UNWIND $rows AS row
MATCH (c:Company {id: row[1]})
CREATE (c)-[:SHOWED]->(s:Signal {
    id: row[0], kind: row[3], title: row[4], on: row[5], freshness: row[6], url: row[7]
})
WITH s, row
MATCH (p:Person {id: row[2]})
CREATE (s)-[:ABOUT]->(p)

// Who was where, as what, and when; only a job of the day has a place in its company's order of reply.
UNWIND $rows AS row
MATCH (p:Person {id: row[0]})
MATCH (c:Company {id: row[1]})
CREATE (p)-[:WORKED_AT {
    company: row[1], kind: row[2], title: row[3], function: row[4], seniority: row[5], from: row[6], to: row[7],
    sure_from: row[8], sure_to: row[9], start: row[10], end: row[11], facts: row[12], reach: row[13],
    reply: row[14], turn: row[15], folded: row[16], current: CASE WHEN row[15] IS NOT NULL THEN true END
}]->(c)

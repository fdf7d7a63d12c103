// The asks planned for the week: who asks whom for whom, at which account, and over whom.
UNWIND $rows AS row
MATCH (rep:Person {id: row[4]})
MATCH (connector:Person {id: row[5]})
MATCH (target:Person {id: row[7]})
MATCH (account:Company {id: row[8]})
CREATE (rep)-[:ASKS]->(ask:Ask {id: row[0], week: row[1], score: row[2], status: row[3]})
CREATE (ask)-[:OF]->(connector)
CREATE (ask)-[:FOR]->(target)
CREATE (ask)-[:AT]->(account)
WITH ask, row
MATCH (bridge:Person {id: row[6]})
CREATE (ask)-[:OVER]->(bridge)

// Tie facts to the record that they name as other.
UNWIND $rows AS row
MATCH (f:Fact {kind: row[0], id: row[1]})
MATCH (r:Record {seq: row[2]})
CREATE (f)-[:OTHER]->(r)

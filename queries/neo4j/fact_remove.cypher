// Delete facts.
UNWIND $rows AS row
MATCH (f:Fact {kind: row[0], id: row[1]})
DETACH DELETE f

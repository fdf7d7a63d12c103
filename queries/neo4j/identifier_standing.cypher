// Which of these identifiers the records carry already.
UNWIND $rows AS row
MATCH (r:Record {seq: row[0]})-[:CARRIES]->(i:Identifier {kind: row[1], value: row[2]})
RETURN r.seq, i.kind, i.value

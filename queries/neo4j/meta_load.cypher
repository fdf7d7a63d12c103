// Named values of another store.
UNWIND $rows AS row
MERGE (m:Meta {name: row[0]})
ON CREATE SET m.value = row[1]

// Aliases of another store.
UNWIND $rows AS row
MERGE (a:Alias {old: row[0]})
SET a.entity = row[1]

// Files of another store.
UNWIND $rows AS row
MERGE (f:File {id: row[0]})
SET f.source = row[1], f.name = row[2]

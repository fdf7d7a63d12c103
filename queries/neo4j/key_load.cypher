// Record keys of another store.
UNWIND $rows AS row
MERGE (r:Record {seq: row[0]})
SET r.kind = row[1], r.source = row[2], r.id = row[3]

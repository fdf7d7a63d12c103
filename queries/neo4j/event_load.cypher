// What became of entities of another store.
UNWIND $rows AS row
MERGE (v:EntityEvent {rev: row[0], old: row[1], new: row[2]})
SET v.kind = row[3], v.event = row[4]

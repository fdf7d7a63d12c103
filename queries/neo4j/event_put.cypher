// Records went from entities to others.
UNWIND $rows AS row
MERGE (v:EntityEvent {rev: row[0], old: row[1], new: row[2]})
SET v.kind = row[3], v.event = CASE WHEN EXISTS { MATCH (:Record)-[:DESCRIBES]->({id: row[1]}) } THEN 'split' ELSE 'merged' END

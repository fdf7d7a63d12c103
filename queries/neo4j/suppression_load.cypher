// Suppressed hashes of another store.
UNWIND $rows AS row
MERGE (s:Suppression {hash: row[0]})
SET s.at = row[1]

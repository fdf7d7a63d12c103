// Sessions of another store.
UNWIND $rows AS row
MERGE (s:Session {id: row[0]})
SET s.secret_sha256 = row[1], s.user_id = row[2], s.created_at = row[3], s.seen_at = row[4]

// Sign-in links of another store.
UNWIND $rows AS row
MERGE (l:SignInLink {id: row[0]})
SET l.secret_sha256 = row[1], l.user_id = row[2], l.created_at = row[3], l.expires_at = row[4], l.used_at = row[5]

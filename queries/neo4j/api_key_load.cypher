// API keys of another store.
UNWIND $rows AS row
MERGE (k:ApiKey {id: row[0]})
SET k.name = row[1], k.secret_sha256 = row[2], k.created_at = row[3], k.expires_at = row[4], k.revoked_at = row[5],
    k.scopes = row[6]

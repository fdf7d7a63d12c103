// Add or replace an API key.
MERGE (k:ApiKey {id: $id})
SET k.name = $name, k.secret_sha256 = $secret_sha256, k.created_at = $created_at, k.expires_at = $expires_at,
    k.revoked_at = $revoked_at, k.scopes = $scopes

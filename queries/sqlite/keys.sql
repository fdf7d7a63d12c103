-- Every record key of a kind with its number.
SELECT source, id, seq FROM key WHERE kind = ?1 ORDER BY source, id

-- The number of a record key; no row for a new one.
SELECT source, id, seq FROM key WHERE kind = ?1 AND source = ?2 AND id = ?3

-- What became of a file's rows; no row comes back for an unknown import.
UPDATE import_log SET rows = ?2, outcomes = ?3 WHERE id = ?1 RETURNING id

-- Runs up to one can no longer be undone; one row for each file of one that could.
UPDATE import_log SET revocable = FALSE WHERE run <= ?1 AND revocable RETURNING run

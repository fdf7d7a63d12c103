-- A run was undone.
UPDATE import_log SET undone_at = ?2 WHERE run = ?1

-- Which runs a run repeats.
UPDATE import_log SET repeats = ?2 WHERE id = ?1

-- Say in which run a file is taken in.
UPDATE import_log SET run = ?2 WHERE id = ?1

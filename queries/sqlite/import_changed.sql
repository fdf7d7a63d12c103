-- A run has changed the graph, with this revision.
UPDATE import_log SET rev = ?2 WHERE id = ?1

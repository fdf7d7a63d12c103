-- Delete a record; its membership and identifiers go with it.
DELETE FROM record WHERE seq = ?1

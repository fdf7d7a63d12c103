-- The revision and the last erasure of another store.
UPDATE state SET revision = ?2, erased = ?3 WHERE id = ?1

-- An entity that has records stands for itself.
DELETE FROM alias WHERE old = ?1

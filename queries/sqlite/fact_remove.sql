-- Delete a fact.
DELETE FROM fact WHERE kind = ?1 AND id = ?2

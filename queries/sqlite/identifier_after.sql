-- The next greater identifier of a kind.
SELECT min(value)
FROM identifier
WHERE kind = ?1 AND value > ?2

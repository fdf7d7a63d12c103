// Runs up to one can no longer be undone; one row for each file of one that could.
MATCH (i:Import)
WHERE i.run <= $run AND i.revocable
SET i.revocable = false
RETURN i.run

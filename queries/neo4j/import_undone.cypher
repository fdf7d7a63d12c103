// A run was undone.
MATCH (i:Import)
WHERE i.run = $run
SET i.undone_at = $at

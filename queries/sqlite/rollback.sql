-- Forget everything since BEGIN.
ROLLBACK

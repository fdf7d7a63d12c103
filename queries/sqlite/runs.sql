-- The runs that can be undone, by the revision that they made.
SELECT rev, run FROM import_log WHERE revocable AND undone_at IS NULL AND rev > 0

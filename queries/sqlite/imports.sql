-- Every import, oldest first.
SELECT id, source, file, sha256, observed_on, at, rows, outcomes, run, rev, revocable, undone_at, repeats
FROM import_log
ORDER BY id

-- Some imports after a number, for copying.
SELECT id, source, file, sha256, observed_on, at, rows, outcomes, run, rev, revocable, undone_at, repeats
FROM import_log
WHERE id > ?1
ORDER BY id
LIMIT ?2

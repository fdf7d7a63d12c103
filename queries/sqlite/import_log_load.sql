-- An import of another store as it is; nothing happens when it is here already.
INSERT INTO import_log (
    id, source, file, sha256, observed_on, at, rows, outcomes, run, rev, revocable, undone_at, repeats
)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
ON CONFLICT (id) DO NOTHING

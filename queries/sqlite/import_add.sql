-- A file that is being taken in.
INSERT INTO import_log (source, file, sha256, observed_on, at, rows, outcomes, revocable)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, TRUE)
RETURNING id

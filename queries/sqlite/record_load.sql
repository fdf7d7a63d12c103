-- A record of another store as it is; nothing happens when it is here already.
INSERT INTO record (seq, detail, digest, file, line, url, seen_first, seen_last, rev)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
ON CONFLICT (seq) DO NOTHING

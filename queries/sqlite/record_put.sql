-- A new record, or the newer content of one; its day (?3) is the last that it was seen.
INSERT INTO record (seq, detail, digest, file, line, url, seen_first, seen_last, rev)
VALUES (?1, ?2, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
ON CONFLICT (seq) DO UPDATE SET
    detail = excluded.detail,
    digest = excluded.digest,
    file = excluded.file,
    line = excluded.line,
    url = excluded.url,
    seen_first = excluded.seen_first,
    seen_last = excluded.seen_last,
    rev = excluded.rev

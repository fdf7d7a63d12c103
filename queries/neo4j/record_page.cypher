// Records after a number.
MATCH (r:Record)
WHERE r.seq > $seq AND r.detail IS NOT NULL
RETURN r.seq, r.detail, r.digest, r.file, r.line, r.url, r.seen_first, r.seen_last, r.rev
ORDER BY r.seq
LIMIT $limit

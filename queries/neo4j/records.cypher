// All records of a kind after a number, by number.
MATCH (r:Record)
WHERE r.seq > $after AND r.kind = $kind AND r.detail IS NOT NULL
MATCH (f:File {id: r.file})
RETURN r.seq, r.kind, r.source, r.id, r.detail, f.source, f.name, r.line, r.url, r.seen_first, r.seen_last, r.rev AS rev
ORDER BY r.seq

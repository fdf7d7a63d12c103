// Records of a kind by their numbers.
UNWIND $rows AS seq
MATCH (r:Record {seq: seq})
WHERE r.kind = $kind AND r.detail IS NOT NULL
MATCH (f:File {id: r.file})
RETURN r.seq, r.kind, r.source, r.id, r.detail, f.source, f.name, r.line, r.url, r.seen_first, r.seen_last, r.rev AS rev
ORDER BY r.seq

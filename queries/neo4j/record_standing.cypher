// What stands of records: when and where they were seen, and what tells their contents apart.
UNWIND $rows AS seq
MATCH (r:Record {seq: seq})
WHERE r.detail IS NOT NULL
RETURN r.seq, r.seen_last AS day, r.digest, r.file, r.line, r.url, r.seen_first, r.seen_last, r.rev

// Records of another store.
UNWIND $rows AS row
MATCH (r:Record {seq: row[0]})
SET r.detail = row[1], r.digest = row[2], r.file = row[3], r.line = row[4], r.url = row[5],
    r.seen_first = row[6], r.seen_last = row[7], r.rev = row[8]

// New records, or the newer content of some.
UNWIND $rows AS row
MATCH (r:Record {seq: row[0]})
SET r.detail = row[1], r.digest = row[3], r.file = row[4], r.line = row[5], r.url = row[6],
    r.seen_first = row[7], r.seen_last = row[8], r.rev = row[9]

// Records were seen on an earlier day than known; the last day cannot change without their content.
UNWIND $rows AS row
MATCH (r:Record {seq: row[0]})
SET r.seen_first = row[1], r.seen_last = row[2], r.rev = row[3]

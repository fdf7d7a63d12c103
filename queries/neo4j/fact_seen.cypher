// Facts were vouched for on an earlier or later day than known.
UNWIND $rows AS row
MATCH (f:Fact {kind: row[0], id: row[1]})
SET f.seen_first = row[2], f.seen_last = row[3], f.rev = row[4]

// Which of these are numbers of records, and of which kind they are.
UNWIND $rows AS seq
MATCH (r:Record {seq: seq})
WHERE r.detail IS NOT NULL
RETURN r.seq, r.kind

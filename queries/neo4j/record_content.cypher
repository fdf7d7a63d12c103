// What records say.
UNWIND $rows AS seq
MATCH (r:Record {seq: seq})
RETURN r.seq, r.detail

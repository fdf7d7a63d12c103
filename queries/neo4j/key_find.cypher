// The numbers of record keys; no row for a new one.
UNWIND $rows AS row
MATCH (r:Record {kind: $kind, source: row[0], id: row[1]})
RETURN r.source, r.id, r.seq

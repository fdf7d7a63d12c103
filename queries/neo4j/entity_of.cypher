// The entities of record keys, of those that have one.
UNWIND $rows AS row
MATCH (r:Record {kind: $kind, source: row[0], id: row[1]})-[d:DESCRIBES]->(e:Person|Company)
RETURN r.source, r.id, e.id, d.rev AS rev

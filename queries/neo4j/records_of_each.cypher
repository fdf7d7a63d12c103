// The records of living entities.
UNWIND $rows AS entity
MATCH (r:Record)-[d:DESCRIBES]->(e:Person|Company {id: entity})
MATCH (f:File {id: r.file})
RETURN e.id, r.seq, r.kind, r.source, r.id, r.detail, f.source, f.name, r.line, r.url, r.seen_first, r.seen_last,
    CASE WHEN r.rev > d.rev THEN r.rev ELSE d.rev END AS rev
ORDER BY e.id, r.seq

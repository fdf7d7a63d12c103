// What stands of facts: when and where they were seen, and what tells their contents apart.
UNWIND $rows AS row
MATCH (f:Fact {kind: row[0], id: row[1]})
RETURN f.kind, f.id, f.day, f.digest, f.file, f.line, f.url, f.seen_first, f.seen_last, f.rev

// Every file with its number, read beside what is dated by a revision.
MATCH (f:File)
RETURN f.id, f.source, f.name, 0 AS rev

// The facts that stand as they were read from some files.
MATCH (f:Fact)
WHERE f.file IN $files
RETURN f.kind, f.id
ORDER BY f.kind, f.id

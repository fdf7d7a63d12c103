// Every file with its number.
MATCH (f:File)
RETURN f.id, f.source, f.name

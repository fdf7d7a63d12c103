// The day on which the first of all opportunities was created.
MATCH (f:Fact) WHERE f.created > ''
RETURN f.created, f.rev AS rev
ORDER BY f.created
LIMIT 1

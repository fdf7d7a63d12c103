// Some facts that were last written with a revision.
MATCH (f:Fact)
WHERE f.rev = $rev
RETURN f.kind, f.id
LIMIT $most

// The runs that can be undone, by the revision that they made.
MATCH (i:Import)
WHERE i.revocable AND i.undone_at IS NULL AND i.rev > 0
RETURN i.rev, i.run

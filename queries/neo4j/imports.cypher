// Every import, oldest first.
MATCH (i:Import)
RETURN i.id, i.source, i.file, i.sha256, i.observed_on, i.at, i.rows, i.outcomes,
    i.run, i.rev AS made, i.revocable, i.undone_at, i.repeats, 0 AS rev
ORDER BY i.id

// Some records that were last written with a revision.
MATCH (r:Record)
WHERE r.rev = $rev AND r.detail IS NOT NULL
RETURN r.seq
LIMIT $most

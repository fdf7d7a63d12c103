// The number of every record key of a kind.
MATCH (r:Record)
WHERE r.kind = $kind
RETURN r.source, r.id, r.seq, 0 AS rev

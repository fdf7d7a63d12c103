// The judgements of a kind; only the standing ones if asked.
MATCH (l:Record)<-[:LEFT]-(j:Judgement)-[:RIGHT]->(r:Record)
WHERE j.kind = $kind AND (j.revoked_at IS NULL OR NOT $live)
RETURN j.id, j.kind, l.source, l.id, r.source, r.id, j.verdict, j.rule, j.because, j.actor, j.at, j.revoked_at,
    j.grounds, 0 AS rev
ORDER BY j.id

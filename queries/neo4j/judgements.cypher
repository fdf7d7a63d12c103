// The judgements of a kind; only the standing ones, those of one verdict and those of one rule if asked.
MATCH (l:Record)<-[:LEFT]-(j:Judgement)-[:RIGHT]->(r:Record)
WHERE j.kind = $kind AND (j.revoked_at IS NULL OR NOT $live)
    AND ($verdict IS NULL OR j.verdict = $verdict) AND ($rule IS NULL OR j.rule = $rule)
RETURN j.id, j.kind, l.source, l.id, r.source, r.id, j.verdict, j.rule, j.because, j.actor, j.at, j.revoked_at,
    j.grounds, 0 AS rev
ORDER BY j.id

// The standing judgements of a kind by one rule; only those of one verdict if asked.
MATCH (j:Judgement {rule: $rule})
WHERE j.kind = $kind AND j.revoked_at IS NULL AND ($verdict IS NULL OR j.verdict = $verdict)
MATCH (l:Record)<-[:LEFT]-(j)-[:RIGHT]->(r:Record)
RETURN j.id, j.kind, l.source, l.id, r.source, r.id, j.verdict, j.rule, j.because, j.actor, j.at, j.revoked_at,
    j.grounds, 0 AS rev
ORDER BY j.id

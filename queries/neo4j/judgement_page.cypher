// Judgements after a number.
MATCH (j:Judgement)
WHERE j.id > $id
MATCH (l:Record)<-[:LEFT]-(j)-[:RIGHT]->(r:Record)
RETURN j.id, j.kind, l.seq, r.seq, j.verdict, j.rule, j.because, j.actor, j.at, j.revoked_at, j.grounds
ORDER BY j.id
LIMIT $limit

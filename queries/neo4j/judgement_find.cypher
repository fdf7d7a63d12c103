// One judgement by its number.
MATCH (l:Record)<-[:LEFT]-(j:Judgement {id: $id})-[:RIGHT]->(r:Record)
RETURN j.id, j.kind, l.source, l.id, r.source, r.id, j.verdict, j.rule, j.because, j.actor, j.at, j.revoked_at,
    j.grounds, 0 AS rev

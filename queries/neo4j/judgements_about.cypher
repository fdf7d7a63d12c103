// The standing judgements on records.
UNWIND $rows AS row
MATCH (:Record {kind: $kind, source: row[0], id: row[1]})<-[:LEFT|RIGHT]-(j:Judgement)
WHERE j.revoked_at IS NULL
WITH DISTINCT j
MATCH (l:Record)<-[:LEFT]-(j)-[:RIGHT]->(r:Record)
RETURN j.id, j.kind, l.source, l.id, r.source, r.id, j.verdict, j.rule, j.because, j.actor, j.at, j.revoked_at,
    j.grounds, 0 AS rev
ORDER BY j.id

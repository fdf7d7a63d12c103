// Which judgements stand already on these pairs of records.
UNWIND $rows AS row
MATCH (l:Record {seq: row[0]})<-[:LEFT]-(j:Judgement)-[:RIGHT]->(r:Record {seq: row[1]})
WHERE j.revoked_at IS NULL
RETURN DISTINCT l.seq, r.seq, j.verdict, j.rule

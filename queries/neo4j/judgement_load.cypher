// Judgements of another store.
UNWIND $rows AS row
MATCH (l:Record {seq: row[2]})
MATCH (r:Record {seq: row[3]})
MERGE (j:Judgement {id: row[0]})
SET j.kind = row[1], j.verdict = row[4], j.rule = row[5], j.because = row[6], j.actor = row[7], j.at = row[8],
    j.revoked_at = row[9], j.grounds = row[10]
MERGE (j)-[:LEFT]->(l)
MERGE (j)-[:RIGHT]->(r)

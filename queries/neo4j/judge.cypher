// New judgements.
UNWIND $rows AS row
MATCH (l:Record {seq: row[2]})
MATCH (r:Record {seq: row[3]})
CREATE (l)<-[:LEFT]-(:Judgement {
    id: row[0], kind: row[1], verdict: row[4], rule: row[5], because: row[6], actor: row[7], at: row[8],
    grounds: row[9]
})-[:RIGHT]->(r)

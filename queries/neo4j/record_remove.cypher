// Leave of records nothing but their keys; what was judged about them goes, and entities that they alone described.
UNWIND $rows AS seq
MATCH (r:Record {seq: seq})
REMOVE r.detail, r.digest, r.file, r.line, r.url, r.seen_first, r.seen_last, r.rev
WITH r
OPTIONAL MATCH (r)-[d:DESCRIBES]->(e)
DELETE d
WITH r, e
CALL (r) {
  MATCH (r)<-[:LEFT|RIGHT]-(j:Judgement)
  DETACH DELETE j
}
WITH DISTINCT e
WHERE e IS NOT NULL AND NOT EXISTS { MATCH (e)<-[:DESCRIBES]-() }
DETACH DELETE e

// Delete the keys that nothing names.
MATCH (r:Record)
WHERE r.detail IS NULL
  AND NOT EXISTS { MATCH (r)<-[:PERSON|OTHER|COMPANY|INVESTOR|LEFT|RIGHT]-() }
  AND NOT EXISTS { MATCH (t:Telling) WHERE t.person = r.seq }
  AND NOT EXISTS { MATCH (t:Telling) WHERE t.other = r.seq }
  AND NOT EXISTS { MATCH (t:Telling) WHERE t.company = r.seq }
  AND NOT EXISTS { MATCH (t:Telling) WHERE t.investor = r.seq }
DETACH DELETE r

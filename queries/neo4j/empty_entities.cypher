// How many people and companies have no record.
MATCH (e:Person|Company)
WHERE NOT EXISTS { MATCH (e)<-[:DESCRIBES]-(:Record) }
RETURN count(e)

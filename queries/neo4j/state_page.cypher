// The counters.
MATCH (s:State)
WHERE s.id > $id
RETURN s.id, s.revision, s.erased, s.keys, s.files, s.judgements, s.imports
LIMIT $limit

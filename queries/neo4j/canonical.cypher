// The living entity that an id stands for, or the next id to ask about; no row where neither is known.
OPTIONAL MATCH (e:Person|Company {id: $entity})
OPTIONAL MATCH (a:Alias {old: $entity})
WITH e, a
WHERE e IS NOT NULL OR a IS NOT NULL
RETURN e.id, a.entity, CASE WHEN e:Person THEN 'person' WHEN e:Company THEN 'company' END

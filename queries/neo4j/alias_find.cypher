// What ids that are old ones were replaced by.
UNWIND $rows AS old
MATCH (a:Alias {old: old})
RETURN a.old, a.entity, 0 AS rev

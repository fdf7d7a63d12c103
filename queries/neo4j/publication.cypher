// The revision of the facts, and what the published graph was made from; nulls where nothing was published.
MATCH (s:State {id: 1})
OPTIONAL MATCH (p:Publication {id: 1})
RETURN s.revision, p.edition, p.complete, p.revision, toString(p.as_of), p.policy, p.asked, 0 AS rev

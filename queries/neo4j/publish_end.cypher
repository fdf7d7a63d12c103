// The edition is whole, if it is still the one being written and the facts are those that it was made from.
MATCH (p:Publication {id: 1})
MATCH (s:State {id: 1})
SET p.writing = true
WITH p, s
WHERE p.edition = $edition AND p.revision = s.revision
SET p.complete = true
REMOVE p.writing, p.batches
RETURN p.edition

// Begin a new edition of the published graph: from now on it is not whole, and nobody may write an older one.
MERGE (p:Publication {id: 1})
SET p.writing = true
WITH p
SET p.edition = coalesce(p.edition, 0) + 1, p.complete = false, p.batches = 0,
    p.revision = $revision, p.as_of = $as_of, p.policy = $policy, p.asked = $asked
RETURN p.edition

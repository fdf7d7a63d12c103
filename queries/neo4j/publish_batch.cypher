// Take the lock of publishing for one batch: whether this edition is still being written, and the batch is not yet.
MATCH (p:Publication {id: 1})
SET p.writing = true
WITH p, p.edition = $edition AND NOT p.complete AS ours, p.batches < $batch AS is_new
FOREACH (one IN CASE WHEN ours AND is_new THEN [p] ELSE [] END | SET one.batches = $batch)
RETURN ours, is_new

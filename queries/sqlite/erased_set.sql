-- Remember the revision of the last erasure: what was derived before it cannot be brought forward.
UPDATE state SET erased = ?1

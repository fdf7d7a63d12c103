// Remember the revision of the last erasure: what was derived before it cannot be brought forward.
MATCH (s:State {id: 1})
SET s.erased = $revision

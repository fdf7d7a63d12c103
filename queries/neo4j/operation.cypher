// Whether a transaction was committed; asked under the lock of writers, so that none is still under way.
MATCH (s:State {id: 1})
SET s.lock = $op
WITH s
RETURN EXISTS { MATCH (:Operation {id: $op}) }

// The first kind of facts after one.
MATCH (f:Fact)
WHERE f.kind > $kind
RETURN min(f.kind)

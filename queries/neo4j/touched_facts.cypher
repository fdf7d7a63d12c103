// The facts that changed after a revision, or that name a record that moved after it.
CALL () {
    MATCH (f:Fact)
    WHERE f.rev > $since
    RETURN f
  UNION
    MATCH (r:Record)-[d:DESCRIBES]->()
    WHERE d.rev > $since
    MATCH (r)<-[:PERSON|OTHER|COMPANY|INVESTOR]-(f:Fact)
    RETURN f
}
WITH DISTINCT f
RETURN f.id, f.rev AS rev
LIMIT $most

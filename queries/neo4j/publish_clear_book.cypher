// Take away some of what was published of accounts, roles, signals and asks: null once nothing is left, and how many.
CALL () {
  MATCH (node:Signal|Ask|Us)
  WITH node
  LIMIT $limit
  DETACH DELETE node
  RETURN count(*) AS gone
 UNION ALL
  MATCH (:Company)-[deal:INVESTED_IN]->()
  WITH deal
  LIMIT $limit
  DELETE deal
  RETURN count(*) AS gone
 UNION ALL
  MATCH (c:Account)
  WITH c
  LIMIT $limit
  REMOVE c:Account, c.kind, c.arr, c.owner, c.renewal_on, c.heat
  RETURN count(*) AS gone
 UNION ALL
  MATCH (p:Person)-[role:PLAYS]->()
  WITH p, role
  LIMIT $limit
  REMOVE p.may_ask, p.opens_on, p.closes_on
  DELETE role
  RETURN count(*) AS gone
}
WITH sum(gone) AS gone
RETURN CASE WHEN gone > 0 THEN '' END, gone

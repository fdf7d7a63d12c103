// What companies are to us on the day, and how hot they are.
UNWIND $rows AS row
MATCH (c:Company {id: row[0]})
SET c:Account, c.kind = row[1], c.arr = row[2], c.owner = row[3], c.renewal_on = row[4], c.heat = row[5]

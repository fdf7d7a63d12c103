// Whether our people may be asked on the day, and from or until when.
UNWIND $rows AS row
MATCH (p:Person {id: row[0]})
SET p.may_ask = row[1], p.opens_on = row[2], p.closes_on = row[3]

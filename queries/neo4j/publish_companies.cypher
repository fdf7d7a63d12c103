// What companies are called, how large they are, and how fast people get to know each other there.
UNWIND $rows AS row
MATCH (c:Company {id: row[0]})
SET c.name = row[1], c.domain = row[2], c.headcount = row[3], c.mute = row[4], c.hazards = row[5]

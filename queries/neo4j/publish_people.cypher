// Who people are, their job on the day, how likely ours help and how well we reach the others.
UNWIND $rows AS row
MATCH (p:Person {id: row[0]})
SET p.name = row[1], p.title = row[2], p.function = row[3], p.seniority = row[4], p.willing = row[5], p.reach = row[6],
    p.sure = row[7]

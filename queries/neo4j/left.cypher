// A record has left these entities.
UNWIND $rows AS row
MERGE (d:Departure {entity: row[0]})
SET d.kind = row[1], d.rev = row[2]

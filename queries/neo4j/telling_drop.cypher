// Keep no longer what imports told of records or facts.
UNWIND $rows AS row
MATCH (t:Telling {part: row[0], slot: row[1], run: row[2]})
DELETE t

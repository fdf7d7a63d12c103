// What imports told of records or facts.
UNWIND $rows AS row
MERGE (t:Telling {part: row[0], slot: row[1], run: row[2]})
SET t.person = row[3], t.other = row[4], t.company = row[5], t.investor = row[6], t.told = row[7]

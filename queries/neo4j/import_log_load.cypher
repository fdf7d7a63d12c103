// Imports of another store.
UNWIND $rows AS row
MERGE (i:Import {id: row[0]})
SET i.source = row[1], i.file = row[2], i.sha256 = row[3], i.observed_on = row[4], i.at = row[5], i.rows = row[6],
    i.outcomes = row[7], i.run = row[8], i.rev = row[9], i.revocable = row[10] = 1, i.undone_at = row[11],
    i.repeats = row[12]

// Imports of another store.
UNWIND $rows AS row
MERGE (i:Import {id: row[0]})
SET i.source = row[1], i.file = row[2], i.sha256 = row[3], i.observed_on = row[4], i.at = row[5], i.rows = row[6],
    i.outcomes = row[7]

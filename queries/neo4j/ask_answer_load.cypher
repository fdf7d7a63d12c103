// What was answered to the calls of keys.
UNWIND $rows AS row
MERGE (k:AskAnswer {key: row[0]})
SET k.fingerprint = row[1], k.ask = row[2], k.answer = row[3], k.at = row[4]

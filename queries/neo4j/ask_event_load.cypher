// Events of asks, each with its number.
UNWIND $rows AS row
MERGE (e:AskEvent {seq: row[0]})
ON CREATE SET e.ask = row[1], e.kind = row[2], e.day = row[3], e.at = row[4], e.actor = row[5], e.note = row[6],
    e.detail = row[7]

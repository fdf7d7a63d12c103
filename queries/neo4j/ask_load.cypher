// Asks, each with its number.
UNWIND $rows AS row
MERGE (a:LoggedAsk {id: row[0]})
ON CREATE SET a.connector = row[1], a.target = row[2], a.account = row[3], a.requester = row[4], a.reason = row[5],
    a.detail = row[6]

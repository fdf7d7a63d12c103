// Number new record keys.
UNWIND $rows AS row
CREATE (:Record {seq: row[0], kind: $kind, source: row[1], id: row[2]})

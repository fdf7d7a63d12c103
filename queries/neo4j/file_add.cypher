// Number new files.
UNWIND $rows AS row
CREATE (:File {id: row[0], source: row[1], name: row[2]})

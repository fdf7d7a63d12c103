// New facts; the records that they name are tied to them by the statements `fact_of_…`.
UNWIND $rows AS row
CREATE (:Fact {
    kind: row[0], id: row[1], type: row[6], title: row[7], since: row[8], until: row[9], detail: row[10],
    day: row[11], digest: row[12], file: row[13], line: row[14], url: row[15],
    seen_first: row[16], seen_last: row[17], rev: row[18],
    created: CASE WHEN row[0] = 'opportunity' THEN row[8] END,
    closed: CASE WHEN row[0] = 'opportunity' THEN row[9] END
})

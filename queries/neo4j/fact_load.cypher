// Facts of another store; the records that they name are tied to them by the statements `fact_load_…`.
UNWIND $rows AS row
MERGE (f:Fact {kind: row[0], id: row[1]})
SET f.type = row[6], f.title = row[7], f.since = row[8], f.until = row[9], f.detail = row[10],
    f.digest = row[11], f.file = row[12], f.line = row[13], f.url = row[14], f.day = row[15],
    f.seen_first = row[16], f.seen_last = row[17], f.rev = row[18],
    f.created = CASE WHEN row[0] = 'opportunity' THEN row[8] END,
    f.closed = CASE WHEN row[0] = 'opportunity' THEN row[9] END
WITH f
MATCH (f)-[named:PERSON|OTHER|COMPANY|INVESTOR]->(:Record)
DELETE named

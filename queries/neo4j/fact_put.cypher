// The newer content of facts, without the records that they name.
UNWIND $rows AS row
MATCH (f:Fact {kind: row[0], id: row[1]})
SET f.type = row[6], f.title = row[7], f.since = row[8], f.until = row[9], f.detail = row[10],
    f.day = row[11], f.digest = row[12], f.file = row[13], f.line = row[14], f.url = row[15],
    f.seen_first = row[16], f.seen_last = row[17], f.rev = row[18],
    f.created = CASE WHEN row[0] = 'opportunity' THEN row[8] END,
    f.closed = CASE WHEN row[0] = 'opportunity' THEN row[9] END
WITH f
MATCH (f)-[named:PERSON|OTHER|COMPANY|INVESTOR]->(:Record)
DELETE named

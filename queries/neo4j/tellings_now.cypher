// What is kept of records or facts that several imports or uploads told of, read beside what is dated by a revision.
UNWIND $rows AS slot
MATCH (t:Telling {part: $part, slot: slot})
RETURN t.slot, t.run, t.told, 0 AS rev
ORDER BY t.slot, t.run

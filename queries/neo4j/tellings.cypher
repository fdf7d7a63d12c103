// What is kept of records or facts that several imports told of.
UNWIND $rows AS slot
MATCH (t:Telling {part: $part, slot: slot})
RETURN t.slot, t.run, t.told
ORDER BY t.slot, t.run

// Tellings after one of them.
MATCH (t:Telling)
WHERE t.part > $part OR (t.part = $part AND (t.slot > $slot OR (t.slot = $slot AND t.run > $run)))
RETURN t.part, t.slot, t.run, t.person, t.other, t.company, t.investor, t.told
ORDER BY t.part, t.slot, t.run
LIMIT $limit

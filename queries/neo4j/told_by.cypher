// Some records or facts of which it is kept what an import told.
MATCH (t:Telling)
WHERE t.run = $run AND t.part = $part
RETURN t.slot
ORDER BY t.slot
LIMIT $most

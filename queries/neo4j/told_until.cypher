// Some records or facts after one, of which it is kept what imports up to a run told.
MATCH (t:Telling)
WHERE t.part = $part AND t.slot > $after AND t.run >= 1 AND t.run <= $run
RETURN DISTINCT t.slot AS slot
ORDER BY slot
LIMIT $most

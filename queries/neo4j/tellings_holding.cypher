// The records or facts of which something is kept that holds a text.
MATCH (t:Telling)
WHERE t.part = $part AND t.told CONTAINS $text
RETURN DISTINCT t.slot AS slot
ORDER BY slot

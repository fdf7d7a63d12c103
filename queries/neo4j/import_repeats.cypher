// Which runs a run repeats.
MATCH (i:Import {id: $id})
SET i.repeats = $repeats

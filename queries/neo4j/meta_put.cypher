// Keep one small named value.
MERGE (m:Meta {name: $name})
SET m.value = $value

// One small named value.
MATCH (m:Meta {name: $name})
RETURN m.value

// The day for which an import speaks, and as which version of its file: how many contents of it had come by then.
MATCH (own:Import {id: $id})
MATCH (i:Import {source: own.source, file: own.file, observed_on: own.observed_on})
WITH own, i.sha256 AS content, min(i.id) AS first
WITH own, collect([content, first]) AS contents
WITH own, contents, head([each IN contents WHERE each[0] = own.sha256 | each[1]]) AS mine
RETURN own.observed_on, size([each IN contents WHERE each[1] <= mine])

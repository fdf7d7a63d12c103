// The opportunities that were created or close between two days.
CALL () {
    MATCH (f:Fact) WHERE $first <= f.created <= $last RETURN f
    UNION
    MATCH (f:Fact) WHERE $first <= f.closed <= $last RETURN f
}
MATCH (file:File {id: f.file})
OPTIONAL MATCH (f)-[:PERSON]->(p:Record)
OPTIONAL MATCH (f)-[:OTHER]->(o:Record)
OPTIONAL MATCH (f)-[:COMPANY]->(c:Record)
OPTIONAL MATCH (f)-[:INVESTOR]->(v:Record)
RETURN f.kind, f.id, p.source, p.id, o.source, o.id, c.source, c.id, v.source, v.id,
    f.type, f.title, f.since, f.until, f.detail,
    file.source, file.name, f.line, f.url, f.seen_first, f.seen_last, f.rev AS rev
ORDER BY f.id

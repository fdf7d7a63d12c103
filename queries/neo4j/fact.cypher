// Facts by their ids alone.
UNWIND $rows AS id
UNWIND [
    'spell', 'tie', 'role', 'investment', 'signal', 'account_state', 'champion_state', 'trigger', 'sharing',
    'opportunity'
] AS kind
MATCH (f:Fact {kind: kind, id: id})
MATCH (file:File {id: f.file})
OPTIONAL MATCH (f)-[:PERSON]->(p:Record)
OPTIONAL MATCH (f)-[:OTHER]->(o:Record)
OPTIONAL MATCH (f)-[:COMPANY]->(c:Record)
OPTIONAL MATCH (f)-[:INVESTOR]->(v:Record)
RETURN f.kind, f.id, p.source, p.id, o.source, o.id, c.source, c.id, v.source, v.id,
    f.type, f.title, f.since, f.until, f.detail,
    file.source, file.name, f.line, f.url, f.seen_first, f.seen_last, f.rev AS rev

// The one node that counts; made once.
MERGE (s:State {id: 1})
ON CREATE SET s.schema = $schema, s.identity = $identity, s.revision = 0, s.tick = 0, s.erased = 0,
    s.keys = 0, s.files = 0, s.judgements = 0, s.imports = 0
ON MATCH SET s.schema = $schema

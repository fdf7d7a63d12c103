// The first schema. Record numbers are never reused; dates are ISO text; `digest` tells two contents apart.
// (:Fact)-[:PERSON|OTHER|COMPANY|INVESTOR]->(:Record)-[:DESCRIBES]->(:Person|Company); a record that was only named
// so far has no `detail`. Where a file was corrected and taken in again, days end in its version: 2026-11-21#000002.
CREATE CONSTRAINT state_id IF NOT EXISTS FOR (s:State) REQUIRE s.id IS UNIQUE;
CREATE CONSTRAINT operation_id IF NOT EXISTS FOR (o:Operation) REQUIRE o.id IS UNIQUE;
CREATE CONSTRAINT record_seq IF NOT EXISTS FOR (r:Record) REQUIRE r.seq IS UNIQUE;
CREATE CONSTRAINT record_key IF NOT EXISTS FOR (r:Record) REQUIRE (r.kind, r.source, r.id) IS UNIQUE;
CREATE CONSTRAINT fact_key IF NOT EXISTS FOR (f:Fact) REQUIRE (f.kind, f.id) IS UNIQUE;
CREATE CONSTRAINT file_id IF NOT EXISTS FOR (f:File) REQUIRE f.id IS UNIQUE;
CREATE CONSTRAINT file_name IF NOT EXISTS FOR (f:File) REQUIRE (f.source, f.name) IS UNIQUE;
CREATE CONSTRAINT person_id IF NOT EXISTS FOR (p:Person) REQUIRE p.id IS UNIQUE;
CREATE CONSTRAINT company_id IF NOT EXISTS FOR (c:Company) REQUIRE c.id IS UNIQUE;
CREATE CONSTRAINT alias_old IF NOT EXISTS FOR (a:Alias) REQUIRE a.old IS UNIQUE;
CREATE CONSTRAINT departure_entity IF NOT EXISTS FOR (d:Departure) REQUIRE d.entity IS UNIQUE;
CREATE CONSTRAINT identifier_value IF NOT EXISTS FOR (i:Identifier) REQUIRE (i.kind, i.value) IS UNIQUE;
CREATE CONSTRAINT judgement_id IF NOT EXISTS FOR (j:Judgement) REQUIRE j.id IS UNIQUE;
CREATE CONSTRAINT import_id IF NOT EXISTS FOR (i:Import) REQUIRE i.id IS UNIQUE;
CREATE CONSTRAINT suppression_hash IF NOT EXISTS FOR (s:Suppression) REQUIRE s.hash IS UNIQUE;
CREATE CONSTRAINT api_key_id IF NOT EXISTS FOR (k:ApiKey) REQUIRE k.id IS UNIQUE;
CREATE CONSTRAINT meta_name IF NOT EXISTS FOR (m:Meta) REQUIRE m.name IS UNIQUE;
CREATE INDEX record_rev IF NOT EXISTS FOR (r:Record) ON (r.rev);
CREATE INDEX fact_rev IF NOT EXISTS FOR (f:Fact) ON (f.rev);
CREATE INDEX describes_rev IF NOT EXISTS FOR ()-[d:DESCRIBES]-() ON (d.rev);
CREATE INDEX departure_rev IF NOT EXISTS FOR (d:Departure) ON (d.rev);
CREATE INDEX alias_entity IF NOT EXISTS FOR (a:Alias) ON (a.entity);
CREATE INDEX operation_tick IF NOT EXISTS FOR (o:Operation) ON (o.tick);
CREATE INDEX import_file IF NOT EXISTS FOR (i:Import) ON (i.source, i.file, i.observed_on);
CALL db.awaitIndexes(60)

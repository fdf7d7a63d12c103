-- What changed with which revision, so that what is derived from the facts can be brought forward.
ALTER TABLE record ADD COLUMN rev INTEGER NOT NULL DEFAULT 0;
ALTER TABLE fact ADD COLUMN rev INTEGER NOT NULL DEFAULT 0;
ALTER TABLE member ADD COLUMN rev INTEGER NOT NULL DEFAULT 0;
ALTER TABLE state ADD COLUMN erased INTEGER NOT NULL DEFAULT 0;

-- What tells this store from every other, so that nobody takes what was derived from one for what belongs to another.
ALTER TABLE state ADD COLUMN identity TEXT;
UPDATE state SET identity = lower(hex(randomblob(8)));

CREATE INDEX record_rev ON record (rev);
CREATE INDEX fact_rev ON fact (rev);
CREATE INDEX member_rev ON member (rev);
CREATE INDEX fact_company ON fact (company) WHERE company IS NOT NULL;
CREATE INDEX fact_investor ON fact (investor) WHERE investor IS NOT NULL;

-- Entities that a record has left, with the last revision in which that happened.
CREATE TABLE departure (
    entity TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    rev INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX departure_rev ON departure (rev);

-- What a judgement was weighed by (JSON: model, bits, probability), and what became of entities.
ALTER TABLE judgement ADD COLUMN grounds TEXT;

-- Records went from one entity to another. `event`: 'merged' where the old one has none left, else 'split'.
CREATE TABLE entity_event (
    rev INTEGER NOT NULL,
    old TEXT NOT NULL,
    new TEXT NOT NULL,
    kind TEXT NOT NULL,
    event TEXT NOT NULL,
    PRIMARY KEY (rev, old, new)
) STRICT, WITHOUT ROWID;

CREATE INDEX entity_event_old ON entity_event (old);
CREATE INDEX entity_event_new ON entity_event (new);

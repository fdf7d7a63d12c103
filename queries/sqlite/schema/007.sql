-- Undoing imports: which files came in one run, with which revision, and what several imports told of one thing.
-- `run` is the number of the first file of the run; `rev` (0: the run changed nothing) and `repeats` (JSON: runs whose
-- words it repeats) stand with that file alone. Runs from before this step are final.
ALTER TABLE import_log ADD COLUMN run INTEGER NOT NULL DEFAULT 0;
ALTER TABLE import_log ADD COLUMN rev INTEGER NOT NULL DEFAULT 0;
ALTER TABLE import_log ADD COLUMN revocable INTEGER NOT NULL DEFAULT 0;
ALTER TABLE import_log ADD COLUMN undone_at TEXT;
ALTER TABLE import_log ADD COLUMN repeats TEXT NOT NULL DEFAULT '[]';
UPDATE import_log SET run = id;

-- What one run told of a record or fact that others told of too (run 0: all that is final); `told` is JSON. A thing
-- without rows here was told by one run alone, the one that made its revision. `person` to `investor` are numbers of
-- keys; of a record, its own number is in `person`.
CREATE TABLE telling (
    part TEXT NOT NULL,
    slot TEXT NOT NULL,
    run INTEGER NOT NULL,
    person INTEGER,
    other INTEGER,
    company INTEGER,
    investor INTEGER,
    told TEXT NOT NULL,
    PRIMARY KEY (part, slot, run)
) STRICT, WITHOUT ROWID;

CREATE INDEX telling_run ON telling (run, part, slot);

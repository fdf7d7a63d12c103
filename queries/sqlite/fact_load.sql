-- A fact of another store as it is; nothing happens when it is here already.
INSERT INTO fact (
    kind, id, person, other, company, investor, type, title, since, until, detail,
    digest, file, line, url, day, seen_first, seen_last, rev
)
VALUES (?1, unhex(?2), ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)
ON CONFLICT (kind, id) DO NOTHING

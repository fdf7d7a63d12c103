-- A new fact, or the newer content of one.
INSERT INTO fact (
    kind, id, person, other, company, investor, type, title, since, until, detail,
    day, digest, file, line, url, seen_first, seen_last, rev
)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)
ON CONFLICT (kind, id) DO UPDATE SET
    person = excluded.person,
    other = excluded.other,
    company = excluded.company,
    investor = excluded.investor,
    type = excluded.type,
    title = excluded.title,
    since = excluded.since,
    until = excluded.until,
    detail = excluded.detail,
    day = excluded.day,
    digest = excluded.digest,
    file = excluded.file,
    line = excluded.line,
    url = excluded.url,
    seen_first = excluded.seen_first,
    seen_last = excluded.seen_last,
    rev = excluded.rev

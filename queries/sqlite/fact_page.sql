-- Some facts after one of them, for copying; ids as hex text.
SELECT kind, lower(hex(id)), person, other, company, investor, type, title, since, until, detail,
    digest, file, line, url, day, seen_first, seen_last, rev
FROM fact
WHERE (kind, id) > (?1, unhex(?2))
ORDER BY kind, id
LIMIT ?3

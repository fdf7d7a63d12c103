-- Some tellings after one of them, for copying.
SELECT part, slot, run, person, other, company, investor, told
FROM telling
WHERE (part, slot, run) > (?1, ?2, ?3)
ORDER BY part, slot, run
LIMIT ?4

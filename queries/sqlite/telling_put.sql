-- What an import told of a record or fact.
INSERT INTO telling (part, slot, run, person, other, company, investor, told)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (part, slot, run) DO UPDATE SET
    person = excluded.person,
    other = excluded.other,
    company = excluded.company,
    investor = excluded.investor,
    told = excluded.told

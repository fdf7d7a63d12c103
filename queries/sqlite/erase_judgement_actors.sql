-- Blank the author of judgements where it is an address of a person.
UPDATE judgement SET actor = ''
WHERE actor IN (
    SELECT identifier.value
    FROM member CROSS JOIN identifier ON identifier.seq = member.seq
    WHERE member.entity = ?1 AND identifier.kind = 'email'
)

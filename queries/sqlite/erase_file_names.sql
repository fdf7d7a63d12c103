-- Blank the names of files that hold an address of a person.
UPDATE file SET name = '(erased) ' || id
WHERE EXISTS (
    SELECT 1
    FROM member CROSS JOIN identifier ON identifier.seq = member.seq
    WHERE member.entity = ?1 AND identifier.kind = 'email'
    AND ' ' || lower(file.name) GLOB '*[^a-z0-9._%+-]' || identifier.value || '*'
)

-- What imports told of an entity's records, of facts that mention them, and of facts that are deleted with them.
WITH own (seq) AS (SELECT seq FROM member WHERE entity = ?1)
DELETE FROM telling
WHERE person IN (SELECT seq FROM own) OR other IN (SELECT seq FROM own)
    OR (part = 'fact' AND slot IN (
        SELECT kind || ':' || lower(hex(id)) FROM fact WHERE person IN (SELECT seq FROM own)
        UNION ALL
        SELECT kind || ':' || lower(hex(id)) FROM fact WHERE other IN (SELECT seq FROM own)
    ))

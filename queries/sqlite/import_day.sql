-- The day for which an import speaks, and as which version of its file: how many contents of it had come by then.
WITH version (id, sha256) AS (
    SELECT min(id), sha256
    FROM import_log
    WHERE (source, file, observed_on) = (SELECT source, file, observed_on FROM import_log WHERE id = ?1)
    GROUP BY sha256
)
SELECT import_log.observed_on, (SELECT count(*) FROM version WHERE version.id <= own.id)
FROM import_log
CROSS JOIN version AS own ON own.sha256 = import_log.sha256
WHERE import_log.id = ?1

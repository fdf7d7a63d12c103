-- Whether the store holds anything of its own; a copy under way is somebody else's.
SELECT revision > 0
    OR EXISTS (SELECT 1 FROM key)
    OR EXISTS (SELECT 1 FROM import_log)
    OR EXISTS (SELECT 1 FROM ask)
    OR EXISTS (SELECT 1 FROM suppression)
    OR EXISTS (SELECT 1 FROM api_key)
    OR EXISTS (SELECT 1 FROM user)
    OR EXISTS (SELECT 1 FROM sign_in_link)
    OR EXISTS (SELECT 1 FROM meta WHERE name <> 'copying')
FROM state

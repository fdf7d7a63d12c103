-- Some records or facts after one, of which it is kept what imports up to a run told.
SELECT DISTINCT slot FROM telling WHERE part = ?1 AND slot > ?2 AND run BETWEEN 1 AND ?3 ORDER BY slot LIMIT ?4

-- Some records or facts of which it is kept what an import told.
SELECT slot FROM telling INDEXED BY telling_run WHERE run = ?1 AND part = ?2 ORDER BY slot LIMIT ?3

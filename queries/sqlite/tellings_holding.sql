-- The records or facts of which something is kept that holds a text.
SELECT DISTINCT slot FROM telling WHERE part = ?1 AND instr(told, ?2) > 0 ORDER BY slot

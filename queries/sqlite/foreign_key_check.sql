-- Rows of the smaller tables that point to nothing.
SELECT "table", "parent", count(*) FROM pragma_foreign_key_check GROUP BY 1, 2

// Whether the database holds nothing at all.
RETURN NOT EXISTS { MATCH () }

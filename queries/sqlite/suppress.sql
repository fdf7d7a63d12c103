-- A hash that must never be taken in again; the first day it was named stays.
INSERT INTO suppression (hash, at) VALUES (?1, ?2) ON CONFLICT DO NOTHING

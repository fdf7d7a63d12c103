-- What tells this store from every other.
SELECT identity FROM state

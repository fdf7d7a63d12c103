"""The life of every ask, and what is owed for it."""

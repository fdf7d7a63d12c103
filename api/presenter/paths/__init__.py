"""Who can reach an account, why, and what would raise it."""

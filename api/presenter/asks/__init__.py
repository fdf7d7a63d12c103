"""The log of asks: one, all, as a board, and what becomes of them."""

"""Orbit's engine: facts about people and companies, and the asks that follow from them."""

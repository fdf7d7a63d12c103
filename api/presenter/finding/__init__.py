"""Whom somebody means by what they type, and what is known of them."""

"""Who signs in and how: sessions, one-time links, passwords, and an identity provider where one is set up."""

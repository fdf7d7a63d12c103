"""The HTTP way in: a front door, keys, problems, and routes that ask the presenter."""

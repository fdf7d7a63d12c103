"""Which records are one person or one company: judgements by rules and people, and the entities that follow."""

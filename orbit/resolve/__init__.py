"""Which records are one person or one company: judgements by rules and people, and the entities that follow."""

from orbit.resolve.run import KindReport, ResolveReport, resolve

__all__ = ["KindReport", "ResolveReport", "resolve"]

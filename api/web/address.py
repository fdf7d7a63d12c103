"""Addresses of pages: the one that is shown, and the same with one thing changed, so that every state has a link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class Address:
    """A path with the query that made the page; empty values are left out."""

    path: str
    query: Mapping[str, str]

    def to(self, path: str | None = None, **changes: object) -> str:
        """Return the address with these changed; what becomes empty falls away."""
        changed = {**self.query, **{name: "" if value is None else str(value) for name, value in changes.items()}}
        told = urlencode({name: value for name, value in changed.items() if value})
        return f"{path or self.path}{'?' if told else ''}{told}"

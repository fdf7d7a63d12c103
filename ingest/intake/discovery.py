"""Finds the sources: every public module directly in `ingest` that has a SOURCE."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from ingest.intake.contract import Source
from orbit.errors import NotFound


@cache
def sources() -> dict[str, Source]:
    """Return every source by name, in order; the modules are imported at the first call."""
    found = {name: _source_of(name) for name in _module_names()}
    return {name: source for name, source in found.items() if source is not None}


def get_source(name: str) -> Source:
    """Return the source of a name, importing it alone; raise NotFound with the nearest names."""
    source = _source_of(name) if name in _module_names() else None
    if source is None:
        from rapidfuzz import process  # only a refusal needs it

        known = list(sources())
        nearest = [match[0] for match in process.extract(name, known, limit=3)]
        raise NotFound(f"there is no source called {name}; there are: {', '.join(known)}", nearest)
    return source


@cache
def _module_names() -> tuple[str, ...]:
    folder = import_module("ingest").__path__
    return tuple(sorted(m.name for m in iter_modules(folder) if not m.ispkg and not m.name.startswith("_")))


def _source_of(name: str) -> Source | None:
    source = getattr(import_module(f"ingest.{name}"), "SOURCE", None)
    return source if isinstance(source, Source) else None

"""A matcher of invented companies with the shipped weights."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from orbit.resolve.naming import Candidate, Entry, Matcher, name_index, shipped_weights

FILLERS = 400
_STARTS = ("alder", "birch", "cedar", "dune", "ember", "fjord", "glade", "heron", "iris", "juniper")
_ENDS = ("bridge", "croft", "dale", "field", "grove", "haven", "loom", "mere", "peak", "stone")
_TRADES = ("Robotics", "Foods", "Logistics", "Energy", "Bank", "Software")

Find = Callable[..., Candidate]


def fillers(count: int = FILLERS) -> list[Entry]:
    """Return companies of many names, so that words are as rare as they are in a workspace."""
    names = [f"{start}{end} {trade}".title() for trade in _TRADES for start in _STARTS for end in _ENDS]
    return [Entry(f"filler{place}", name, country="US") for place, name in enumerate(names[:count])]


def matcher(*entries: Entry | str) -> Matcher:
    """Return a matcher over these companies among others; a text is a company of that name and key."""
    own = [Entry(entry, entry) if isinstance(entry, str) else entry for entry in entries]
    return Matcher(name_index([*own, *fillers()]), shipped_weights())


def best(found: Matcher, name: str, country: str = "", domain: str = "") -> Candidate:
    """Return the best candidate for a name."""
    return found.top(name, country, domain).candidates[0]


@pytest.fixture
def world() -> Matcher:
    """A matcher of companies whose names are traps for each other."""
    return matcher(
        Entry("nordlys", "Nordlys Shipping AS", ("NLS",), "NO", ("nordlys.example",)),
        Entry("fund7", "Larch Capital Fund VII", country="US"),
        Entry("romania", "Alpha Bank Romania", country="RO"),
        Entry("airbolt", "Airbolt Group", country="FR"),
        Entry("holding", "Quillmere Holding", country="DE"),
        Entry("sons", "Brambleworth & Sons LLC", country="US"),
        Entry("romashka", "Romashka", country="RU"),
        Entry("hexagonal", "Hexagonal Data Systems", country="US"),
    )

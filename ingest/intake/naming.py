"""Names for the files of one call: their rows are accounted for by them, and corrected files are known by them."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from itertools import count


def names_apart(files: Sequence[tuple[str, str | None]]) -> list[str]:
    """Return a name for each file of a call; files of one name get a number.

    Each comes with its own name and with the one under which its very content was taken in before. Such a content
    keeps the number that it had: under another one it would pass for a correction of what had that number.
    """
    places: dict[str, int] = {}
    for place, (name, before) in enumerate(files):
        if before is not None and _numbered(before, name):
            places.setdefault(before, place)
    for place, (name, _) in enumerate(files):
        if place not in places.values():
            places[_free(name, places)] = place
    return sorted(places, key=places.__getitem__)


def _numbered(before: str, name: str) -> bool:
    return before == name or re.fullmatch(rf"{re.escape(name)} \([0-9]+\)", before) is not None


def _free(name: str, taken: Container[str]) -> str:
    if name not in taken:
        return name
    return next(told for number in count(2) if (told := f"{name} ({number})") not in taken)

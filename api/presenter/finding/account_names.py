"""Which of our accounts somebody may mean by the letters typed so far."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

import numpy as np

from api.workspace import Scene
from orbit.graph.arrays import Array
from orbit.names import folded

_ACCOUNTS = "account names"
_CUTOFF = 70
# Fewer letters are nearly those of too many names, and a name that lacks more of them is not meant.
_SHORTEST, _MISSING = 4, 2


class Near(IntEnum):
    """In which way a name or domain holds what was typed, the best first."""

    WHOLE = 0
    BEGUN = 1
    WORD_BEGUN = 2
    HELD = 3
    NEARLY = 4


class AccountCalled(NamedTuple):
    """An account by number, and how near what was typed is to its name or domain."""

    near: Near
    number: int


class _Labels(NamedTuple):
    """The accounts by number; name and domain of each, one behind the other; which letters these have, as bits."""

    numbers: list[int]
    texts: list[str]
    letters: Array


def accounts_called(scene: Scene, text: str, limit: int, *, enough: int) -> list[AccountCalled]:
    """Find accounts whose name or domain holds the text, best first; less like ones only until there are `enough`."""
    labels, wanted = scene.once(_ACCOUNTS, _labels), folded(text)
    if not wanted:
        return []
    found = []
    for place, label in enumerate(labels.texts):
        if wanted in label:
            name, _, domain = label.partition("\n")
            found.append((_how(wanted, name, domain), len(name), name, labels.numbers[place]))
    hits = [AccountCalled(near, number) for near, _, _, number in sorted(found)[:limit]]
    return hits if len(hits) >= enough else [*hits, *_nearly(labels, wanted, hits, limit - len(hits))]


def search_accounts(scene: Scene, text: str, limit: int) -> list[int]:
    """Accounts whose name or domain holds or nearly holds the text, best first."""
    return [account.number for account in accounts_called(scene, text, limit, enough=limit)]


def _labels(scene: Scene) -> _Labels:
    snapshot = scene.view.snapshot
    known = (snapshot.company(entity) for entity in scene.book.accounts(scene.as_of))
    numbers = [number for number in known if number is not None]
    texts = [
        f"{folded(snapshot.name_of_company(number))}\n{folded(snapshot.domain_of(number) or '')}" for number in numbers
    ]
    return _Labels(numbers, texts, np.array([_letters(text) for text in texts], dtype=np.uint32))


def _letters(text: str) -> int:
    found = 0
    for letter in set(text):
        found |= 1 << (ord(letter) & 31)
    return found


def _how(wanted: str, name: str, domain: str) -> Near:
    if wanted in {name, domain}:
        return Near.WHOLE
    if name.startswith(wanted) or domain.startswith(wanted):
        return Near.BEGUN
    return Near.WORD_BEGUN if f" {wanted}" in name else Near.HELD


def _nearly(labels: _Labels, wanted: str, hits: list[AccountCalled], most: int) -> list[AccountCalled]:
    from rapidfuzz import fuzz, process  # only what is misspelt needs it

    if len(wanted) < _SHORTEST:
        return []
    had = {account.number for account in hits}
    missing = np.bitwise_count(np.uint32(_letters(wanted)) & ~labels.letters)
    places = np.flatnonzero(missing <= _MISSING).tolist()
    texts = [labels.texts[place] for place in places]
    best = process.extract(wanted, texts, scorer=fuzz.partial_ratio, limit=most + len(had), score_cutoff=_CUTOFF)
    numbers = [labels.numbers[places[place]] for _, _, place in best]
    return [AccountCalled(Near.NEARLY, number) for number in numbers if number not in had][:most]

"""Which of our accounts somebody may mean by the letters typed so far."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

import numpy as np

from api.workspace import Scene
from orbit.graph.arrays import Array, distinct
from orbit.names import folded

_ACCOUNTS = "account names"
_CUTOFF = 70
# Fewer letters are nearly those of too many names, and a name that lacks more of them is not meant.
_SHORTEST, _MISSING = 4, 2
# A name and a domain.
_HEADS = 2


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
    """The accounts by number; name and domain of each, one behind the other; which letters these have, as bits.

    `shown`: the accounts in the order in which those are shown that hold a text in one way. `whole`: their names and
    domains in this order, each account's from `start` on. `heads`: all names and domains in order; `head_of`: whose
    each is, as a place in `shown` (int32).
    """

    numbers: list[int]
    texts: Array
    letters: Array
    shown: list[int]
    whole: str
    start: list[int]
    heads: list[str]
    head_of: Array


def accounts_called(scene: Scene, text: str, limit: int, *, enough: int) -> list[AccountCalled]:
    """Find accounts whose name or domain holds the text, best first; less like ones only until there are `enough`."""
    labels, wanted = scene.once(_ACCOUNTS, _labels), folded(text)
    if not wanted:
        return []
    found = _first(_holding(labels, wanted, limit), limit)
    hits = [AccountCalled(near, labels.shown[place]) for place, near in found.items()]
    return hits if len(hits) >= enough else [*hits, *_nearly(labels, wanted, hits, limit - len(hits))]


def search_accounts(scene: Scene, text: str, limit: int) -> list[int]:
    """Accounts whose name or domain holds or nearly holds the text, best first."""
    return [account.number for account in accounts_called(scene, text, limit, enough=limit)]


def nearest_accounts(scene: Scene, text: str, limit: int) -> list[int]:
    """The accounts whose name or domain has the most letters in common with a text, however few."""
    from rapidfuzz import fuzz, process  # as in `_nearly`

    labels = scene.once(_ACCOUNTS, _labels)
    likeness = process.cdist([folded(text)], labels.heads, scorer=fuzz.WRatio)[0]
    best = np.zeros(len(labels.shown), dtype=likeness.dtype)
    np.maximum.at(best, labels.head_of, likeness)
    return [labels.shown[place] for place in np.argsort(-best, kind="stable")[:limit].tolist()]


def account_numbers(scene: Scene) -> Sequence[int]:
    """The company numbers of our accounts on the scene's day, by entity id."""
    return scene.once(_ACCOUNTS, _labels).numbers


def _labels(scene: Scene) -> _Labels:
    snapshot = scene.view.snapshot
    known = (snapshot.company(entity) for entity in scene.book.accounts(scene.as_of))
    numbers = [number for number in known if number is not None]
    names = [folded(snapshot.name_of_company(number)) for number in numbers]
    domains = [folded(snapshot.domain_of(number) or "") for number in numbers]
    texts = [f"{name}\n{domain}" for name, domain in zip(names, domains, strict=True)]
    shown = sorted(range(len(numbers)), key=lambda place: (len(names[place]), names[place], numbers[place]))
    ends = np.cumsum([0, *(len(texts[place]) + 1 for place in shown)])
    heads = sorted((head, rank) for rank, place in enumerate(shown) for head in (names[place], domains[place]))
    return _Labels(
        numbers,
        np.array(texts, dtype=object),
        np.array([_letters(text) for text in texts], dtype=np.uint32),
        [numbers[place] for place in shown],
        "".join(f"{texts[place]}\n" for place in shown),
        ends.tolist(),
        [head for head, _ in heads],
        np.array([rank for _, rank in heads], dtype=np.int32),
    )


def _letters(text: str) -> int:
    found = 0
    for letter in set(text):
        found |= 1 << (ord(letter) & 31)
    return found


def _first(told: Iterable[tuple[Near, int]], limit: int) -> dict[int, Near]:
    """The first `limit` different places, each as it was told first."""
    found: dict[int, Near] = {}
    for near, place in told:
        if len(found) >= limit:
            break
        found.setdefault(place, near)
    return found


def _holding(labels: _Labels, wanted: str, limit: int) -> Iterator[tuple[Near, int]]:
    """Yield the places of accounts that hold a text, the best first; some come again as less near."""
    first, end = bisect_left(labels.heads, wanted), bisect_right(labels.heads, wanted, key=lambda it: it[: len(wanted)])
    same = bisect_right(labels.heads, wanted, first, end)
    yield from ((Near.WHOLE, place) for place in _least(labels.head_of[first:same], limit))
    yield from ((Near.BEGUN, place) for place in _least(labels.head_of[same:end], _HEADS * limit))
    if wanted not in labels.whole:
        return
    yield from ((Near.WORD_BEGUN, place) for place, within in _places(labels, f" {wanted}") if within)
    yield from ((Near.HELD, place) for place, _ in _places(labels, wanted))


def _least(places: Array, most: int) -> list[int]:
    """At least so many of the different places, if there are, the least first."""
    enough = _HEADS * most
    some = np.partition(places, enough)[:enough] if len(places) > enough else places
    found: list[int] = distinct(some).tolist()
    return found


def _places(labels: _Labels, wanted: str) -> Iterator[tuple[int, bool]]:
    """Yield each place where a text stands in a name or domain, and whether it does in the name."""
    at = labels.whole.find(wanted)
    while at >= 0:
        place = bisect_right(labels.start, at) - 1
        yield place, "\n" not in labels.whole[labels.start[place] : at]
        at = labels.whole.find(wanted, labels.start[place + 1])


def _nearly(labels: _Labels, wanted: str, hits: list[AccountCalled], most: int) -> list[AccountCalled]:
    from rapidfuzz import fuzz, process  # only what is misspelt needs it

    if len(wanted) < _SHORTEST:
        return []
    had = {account.number for account in hits}
    missing = np.bitwise_count(np.uint32(_letters(wanted)) & ~labels.letters)
    places = np.flatnonzero(missing <= _MISSING).tolist()
    texts = labels.texts[places].tolist()
    best = process.extract(wanted, texts, scorer=fuzz.partial_ratio, limit=most + len(had), score_cutoff=_CUTOFF)
    numbers = [labels.numbers[places[place]] for _, _, place in best]
    return [AccountCalled(Near.NEARLY, number) for number in numbers if number not in had][:most]

"""Bringing the book forward by the facts that changed: what is told of everybody else stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from orbit.book.book import Book
from orbit.book.load import TOLD_HERE, Contents, Thing, contents_of, fact_behind, newest_first, team_of
from orbit.model import EntityId, FactId
from orbit.store.base import Store, StoredFact, Touched

_EVENTS = ("triggers", "signals")
_PLAIN = ("accounts", "tenures", *_EVENTS)


class Place(NamedTuple):
    """Where things stand in the book: in which mapping, of whom; of a champion, at which customer."""

    mapping: str
    of: EntityId
    at: EntityId | None = None


Places = Mapping[FactId, Place]


@dataclass(frozen=True, slots=True)
class Forward:
    """A book brought forward, where its facts stand, and of whom something else is told than before."""

    book: Book
    places: Places
    changed: frozenset[EntityId]


def places_of(book: Book) -> Places:
    """Where each fact stands in a book. Reads all of it."""
    return {fact_behind(thing): place for place, things in _groups(book.contents) for thing in things}


def bring_book(book: Book, places: Places, touched: Touched, store: Store) -> Forward:
    """Bring a book forward: it holds what `Book.load` reads now. `places` are those of the book."""
    rows = [stored for stored in touched.facts if isinstance(stored.fact, TOLD_HERE)]
    contents, told = book.contents, contents_of(store, sorted(rows, key=lambda row: row.id))
    changed = _Changed(set(), frozenset())
    if rows:
        contents, changed = _with_told(contents, told, _former(places, rows), {row.id for row in rows})
    # Whose an address is may come to be known without a change of any fact or record.
    team = team_of(store, contents)
    if not rows and team == dict(contents.team):
        return Forward(book, places, changed.entities)
    standing = {fact: place for fact, place in places.items() if fact not in changed.facts}
    standing |= places_of(Book(told))
    return Forward(Book(replace(contents, team=team)), standing, changed.entities)


class _Changed(NamedTuple):
    facts: set[FactId]
    entities: frozenset[EntityId]


def _former(places: Places, rows: Sequence[StoredFact]) -> list[Place]:
    return [places[row.id] for row in rows if row.id in places]


def _with_told(
    contents: Contents, told: Contents, former: Iterable[Place], facts: set[FactId]
) -> tuple[Contents, _Changed]:
    """Take some facts from where they stood, and put in what is told of them now."""
    new = dict(_groups(told))
    groups = {place: _merged(contents, place, new.get(place, ()), facts) for place in {*former, *new}}
    mappings: dict[str, Any] = {name: dict(getattr(contents, name)) for name in _PLAIN}
    for place, things in groups.items():
        if place.mapping in mappings:
            _put(mappings[place.mapping], place.of, things)
    seats = {place: things for place, things in groups.items() if place.mapping == "champions"}
    champions, champions_of = _with_seats(contents, seats)
    unplaced = sorted({*contents.unplaced} - facts | {*told.unplaced})
    now = replace(contents, **mappings, champions=champions, champions_of=champions_of, unplaced=unplaced)
    entities = {entity for place in groups for entity in (place.of, place.at) if entity is not None}
    return now, _Changed(facts, frozenset(entities))


def _merged(contents: Contents, place: Place, new: Iterable[Thing], facts: set[FactId]) -> list[Any]:
    """What is told in one place now, in its order."""
    stays = [thing for thing in _standing(contents, place) if fact_behind(thing) not in facts]
    things: list[Any] = [*stays, *new]
    return newest_first(things) if place.mapping in _EVENTS else sorted(things, key=fact_behind)


def _standing(contents: Contents, place: Place) -> Sequence[Thing]:
    of_one = getattr(contents, place.mapping).get(place.of, {})
    things: Sequence[Thing] = of_one if place.at is None else of_one.get(place.at, ())
    return things or ()


def _with_seats(
    contents: Contents, seats: Mapping[Place, list[Any]]
) -> tuple[dict[EntityId, Any], dict[EntityId, Sequence[EntityId]]]:
    champions: dict[EntityId, Any] = dict(contents.champions)
    champions_of = dict(contents.champions_of)
    for place, things in seats.items():
        company = place.at or EntityId("")
        told = dict(champions.get(place.of, {}))
        _put(told, company, things)
        # The customers of one champion stand in the order of their first facts.
        _put(champions, place.of, dict(sorted(told.items(), key=lambda item: fact_behind(item[1][0]))))
        others = {*champions_of.get(company, ())} - {place.of}
        _put(champions_of, company, sorted({*others, place.of} if things else others))
    return champions, champions_of


def _put(mapping: dict[EntityId, Any], key: EntityId, things: Any) -> None:
    """Nothing is kept of whom nothing is told."""
    if things:
        mapping[key] = things
    else:
        mapping.pop(key, None)


def _groups(contents: Contents) -> Iterator[tuple[Place, Sequence[Thing]]]:
    """All that a book holds, by where it stands."""
    for name in _PLAIN:
        for entity, things in getattr(contents, name).items():
            yield Place(name, entity), things
    for person, seats in contents.champions.items():
        for company, things in seats.items():
            yield Place("champions", person, company), things

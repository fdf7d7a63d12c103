"""How records and facts are written down and read back; the same for every store.

Where and when something was seen (`ref`, `seen_on`) is no part of what it says, so it is kept beside it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import date
from enum import Enum
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple, get_args, get_type_hints

from orbit.dates import PartialDate
from orbit.model import (
    AccountState,
    ChampionState,
    Company,
    EntityKind,
    Fact,
    FactId,
    Investment,
    Opportunity,
    Person,
    Record,
    RecordKey,
    Ref,
    Role,
    Sharing,
    Signal,
    Spell,
    SpellKind,
    Tie,
    Trigger,
)
from orbit.store.base import FactKind
from orbit.store.identity import date_text, digest, fact_id, key_text, spell_id


class SpellText(NamedTuple):
    """What a spell says, as plain values."""

    kind: str
    title: str | None
    start: str | None
    end: str | None


class Mentions(NamedTuple):
    """The record keys that a fact names; `person` and `other` are people, `company` and `investor` companies."""

    person: RecordKey | None = None
    other: RecordKey | None = None
    company: RecordKey | None = None
    investor: RecordKey | None = None


class EncodedRecord(NamedTuple):
    """A record as plain values; `detail` is JSON of everything but key, ref and seen_on."""

    kind: EntityKind
    key: RecordKey
    detail: str
    digest: bytes


class EncodedFact(NamedTuple):
    """A fact as plain values; a spell has `spell`, every other kind `detail` (JSON of what is not mentioned).

    `days` are those by which an opportunity is looked for: created, closed. They stand in its `detail` too.
    """

    kind: FactKind
    id: FactId
    mentions: Mentions
    spell: SpellText | None
    detail: str | None
    digest: bytes
    days: tuple[str | None, str | None] = (None, None)


class _Shape(NamedTuple):
    """How a class is written down.

    `places` says which field fills which place of `Mentions`; `names` are the fields that go into `detail`,
    with their `values`, `defaults`, and `readers` where JSON has no such type.
    """

    places: Mapping[str, str]
    names: tuple[str, ...]
    values: Callable[[Any], tuple[Any, ...]]
    defaults: tuple[Any, ...]
    readers: Mapping[str, Callable[[Any], Any]]
    is_seen: bool


def encode_record(record: Record) -> EncodedRecord:
    """Write a record down."""
    detail = _detail(record)
    return EncodedRecord(_RECORD_KIND[type(record)], record.key, detail, digest(detail))


def decode_record(kind: EntityKind, key: RecordKey, detail: str, ref: Ref, seen_on: date) -> Record:
    """Read a record back."""
    cls = _RECORD_CLASS[kind]
    return cls(key=key, ref=ref, seen_on=seen_on, **_parsed(cls, detail))


def encode_fact(fact: Fact) -> EncodedFact:
    """Write a fact down; of a tie, the smaller key becomes the left side."""
    if isinstance(fact, Spell):
        return _encode_spell(fact)
    if isinstance(fact, Tie):
        fact = _oriented(fact)
    kind = _FACT_KIND[type(fact)]
    detail = _detail(fact)
    mentions = Mentions(**{place: getattr(fact, name) for name, place in _SHAPES[type(fact)].places.items()})
    told = digest(detail, *map(key_text, mentions))
    return EncodedFact(kind, fact_id(kind, fact, detail), mentions, None, detail, told, _days(fact))


def decode_fact(kind: FactKind, mentions: Mentions, text: SpellText | str, ref: Ref, seen_on: date | None) -> Fact:
    """Read a fact back; `text` is its detail, or the plain values of a spell."""
    cls = FACT_CLASS[kind]
    shape = _SHAPES[cls]
    values: dict[str, Any] = {name: getattr(mentions, place) for name, place in shape.places.items()}
    values |= _parsed(cls, text) if isinstance(text, str) else _parsed_spell(text)
    if shape.is_seen:
        values["seen_on"] = seen_on
    return cls(ref=ref, **values)


def vouched_on(fact: Fact) -> date | None:
    """Return the day for which the source itself vouches for a fact, if it does."""
    return getattr(fact, "seen_on", None)


def _days(fact: Fact) -> tuple[str | None, str | None]:
    if not isinstance(fact, Opportunity):
        return None, None
    return fact.created_on.isoformat(), None if fact.closed_on is None else fact.closed_on.isoformat()


def _encode_spell(spell: Spell) -> EncodedFact:
    start = None if spell.start is None else date_text(spell.start)
    end = None if spell.end is None else date_text(spell.end)
    mentions = Mentions(spell.person, None, spell.company)
    text = SpellText(spell.kind, spell.title, start, end)
    told = digest(end or "", spell.title or "")
    return EncodedFact(FactKind.SPELL, spell_id(spell), mentions, text, None, told)


def _parsed_spell(text: SpellText) -> dict[str, Any]:
    return {
        "kind": SpellKind(text.kind),
        "title": text.title,
        "start": None if text.start is None else _read_partial(text.start),
        "end": None if text.end is None else _read_partial(text.end),
    }


def _oriented(tie: Tie) -> Tie:
    if tie.left <= tie.right:
        return tie
    return replace(tie, left=tie.right, right=tie.left, sent=tie.received, received=tie.sent)


def _detail(item: Record | Fact) -> str:
    shape = _SHAPES[type(item)]
    told = zip(shape.names, shape.values(item), shape.defaults, strict=True)
    return _json({name: value for name, value, default in told if value != default})


def _parsed(cls: type[Any], detail: str) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(detail)
    readers = _SHAPES[cls].readers
    for name in values.keys() & readers.keys():
        values[name] = readers[name](values[name])
    return values


# The names are sorted so that the fields of the model may be reordered without changing any id.
_json = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), sort_keys=True, check_circular=False, default=str
).encode

_read_partial = lru_cache(maxsize=4096)(PartialDate.parse)

FACT_CLASS: Mapping[FactKind, type[Fact]] = {
    FactKind.SPELL: Spell,
    FactKind.TIE: Tie,
    FactKind.ROLE: Role,
    FactKind.INVESTMENT: Investment,
    FactKind.SIGNAL: Signal,
    FactKind.ACCOUNT_STATE: AccountState,
    FactKind.CHAMPION_STATE: ChampionState,
    FactKind.TRIGGER: Trigger,
    FactKind.SHARING: Sharing,
    FactKind.OPPORTUNITY: Opportunity,
}
_RECORD_CLASS: Mapping[EntityKind, type[Record]] = {EntityKind.PERSON: Person, EntityKind.COMPANY: Company}
_FACT_KIND: Mapping[type[Any], FactKind] = {cls: kind for kind, cls in FACT_CLASS.items()}
_RECORD_KIND: Mapping[type[Any], EntityKind] = {cls: kind for kind, cls in _RECORD_CLASS.items()}

_PERSON_AND_COMPANY = {"person": "person", "company": "company"}
_PLACES: Mapping[type[Any], Mapping[str, str]] = {
    Spell: _PERSON_AND_COMPANY,
    Tie: {"left": "person", "right": "other"},
    Role: _PERSON_AND_COMPANY,
    Investment: {"partner": "person", "investor": "investor", "company": "company"},
    Signal: _PERSON_AND_COMPANY,
    AccountState: {"company": "company"},
    ChampionState: _PERSON_AND_COMPANY,
    Trigger: _PERSON_AND_COMPANY,
    Sharing: {"person": "person"},
    Opportunity: _PERSON_AND_COMPANY,
    Person: {},
    Company: {},
}


def _shape(cls: type[Any], places: Mapping[str, str]) -> _Shape:
    hints = get_type_hints(cls)
    inside = [field for field in fields(cls) if field.name not in {"key", "ref", "seen_on", *places}]
    names = tuple(field.name for field in inside)
    return _Shape(
        places=places,
        names=names,
        values=_values_of(names),
        defaults=tuple(field.default for field in inside),
        readers={name: reader for name in names if (reader := _reader(hints[name])) is not None},
        is_seen="seen_on" in hints,
    )


def _values_of(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """Read these fields; asked for one alone, `attrgetter` gives no tuple."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda item: tuple(getattr(item, name) for name in names)


def _reader(hint: Any) -> Callable[[Any], Any] | None:
    """How a field of this type is made from its JSON value; None where it is the JSON value."""
    bare = next((choice for choice in get_args(hint) if choice is not type(None)), hint)
    if get_args(hint) == (str, ...):
        return tuple
    if bare is date:
        return date.fromisoformat
    if bare is PartialDate:
        return _read_partial
    return bare if isinstance(bare, type) and issubclass(bare, Enum) else None


_SHAPES: Mapping[type[Any], _Shape] = {cls: _shape(cls, places) for cls, places in _PLACES.items()}

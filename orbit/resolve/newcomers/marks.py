"""Marks under which records meet: numbers of all that rules and likeness look records up by, the same for ever."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum

import numpy as np

from orbit.names import PersonName, web_domain
from orbit.resolve.block import name_keys, personal_emails
from orbit.resolve.counted import stable, stable_marks
from orbit.resolve.linkage.blocking import mix
from orbit.resolve.linkage.columns import Column, Ints, Marks, Table
from orbit.resolve.linkage.online import stirred
from orbit.resolve.linkage.people import PEOPLE
from orbit.resolve.profile import CompanyProfile, PersonProfile
from orbit.resolve.reading import Reading

_APART = "\x1f"
_KIND_BITS = 63
_KINDS = np.uint64(_KIND_BITS)


class Kind(IntEnum):
    """What a mark stands for; from `WAY` on the keys under which likeness lets records meet.

    What a person calls their company and where their mailboxes are has the marks of companies of that name and domain.
    """

    PROFILE = 1
    ID = 2
    EMAIL = 3
    NAME_AT = 4
    AT = 5
    CORE = 6
    DOMAIN = 7
    CELLS = 8
    REST = 9
    WAY = 32


# By what records of people are surely one, before names are looked at.
IDENTIFYING = (Kind.PROFILE, Kind.ID, Kind.EMAIL)
_NONE = (np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64))

Told = tuple[Marks, Ints]
By = Mapping[int, Told]


def marks_of(kind: int, texts: Sequence[str]) -> Marks:
    """Return the marks of texts: uint64[n]."""
    return salted(stable_marks(texts), kind)


def salted(told: Marks, kind: int) -> Marks:
    """Tell numbers of one kind from those of all others; the kind can be read off the mark."""
    found: Marks = (mix(told, np.full(len(told), kind, dtype=np.uint64)) & ~_KINDS) | np.uint64(kind)
    return found


def of_kinds(told: Marks, kinds: Iterable[int]) -> Marks:
    """Return the marks of some kinds."""
    return told[np.isin(told & _KINDS, np.fromiter(kinds, dtype=np.uint64))]


def of_people(reading: Reading[PersonProfile], table: Table, prepared: Table) -> dict[int, Told]:
    """Return by kind the marks of records of people and the row of each, but for what is of whole persons.

    `table` and `prepared` hold the same records: as they are compared, and with what says nothing left out.
    """
    profiles = reading.profiles
    found: dict[int, Told] = {
        Kind.PROFILE: _each(Kind.PROFILE, (profile.slugs for profile in profiles)),
        Kind.ID: _each(Kind.ID, (profile.ids for profile in profiles)),
        Kind.EMAIL: _each(Kind.EMAIL, map(personal_emails, profiles)),
        Kind.CORE: _each(Kind.CORE, ((name,) if name else () for name in reading.employers)),
        Kind.DOMAIN: _each(Kind.DOMAIN, map(_hosts, profiles)),
        Kind.AT: _spells(reading),
        Kind.CELLS: (cell_marks(table), np.arange(table.rows)),
    }
    found[Kind.REST] = _rest_of(profiles, found[Kind.AT]), np.arange(len(profiles))
    heard = heard_in(prepared)
    for number, key in enumerate(PEOPLE.keys):
        ways = [way_marks(heard, number, way) for way in key.ways]
        found[Kind.WAY + number] = _together([(mark[mark != 0], np.flatnonzero(mark)) for mark in ways])
    return found


def heard_in(prepared: Table) -> dict[str, Marks]:
    """Return the numbers of what each row says in each column, 0 where it is silent: uint64[rows] each."""
    return {name: _hear(column) for name, column in prepared.columns.items()}


def way_marks(heard: Mapping[str, Marks], number: int, way: Sequence[str]) -> Marks:
    """Return the mark of each row under one way of a key of likeness, 0 where it is silent: uint64[rows]."""
    told = [heard[name] for name in way]
    mixed = np.full(len(told[0]), len(way), dtype=np.uint64)
    for each in told:
        mixed = mix(mixed, each)
    found = salted(mixed, Kind.WAY + number)
    found[np.any([each == 0 for each in told], axis=0)] = 0
    return found


def way_mark(mixed: int, number: int) -> int:
    """Do for one record what `way_marks` does for a table: `mixed` are the numbers of what it says, one by one."""
    return _salted_one(mixed, Kind.WAY + number)


def mark_of(kind: int, text: str) -> int:
    """Do for one text what `marks_of` does for several."""
    return _salted_one(stable(text), kind)


def _salted_one(told: int, kind: int) -> int:
    return (stirred(told, kind) & ~_KIND_BITS) | kind


def of_wholes(wholes: Iterable[PersonProfile], firms: Sequence[str]) -> Told:
    """Return the marks of the names of whole persons at their companies, and the place of each among them."""
    return _each(Kind.NAME_AT, ([name_at(key, firms) for key in name_keys(whole)] for whole in wholes))


def name_at(key: tuple[str, int], firms: Sequence[str]) -> str:
    """Return the text that stands for a last name at a company."""
    last, company = key
    return f"{last}{_APART}{firms[company]}"


def of_companies(profiles: Sequence[CompanyProfile]) -> dict[int, Told]:
    """Return by kind the marks of records of companies, and the row of each."""
    return {
        Kind.PROFILE: _each(Kind.PROFILE, (profile.slugs for profile in profiles)),
        Kind.ID: _each(Kind.ID, (profile.ids for profile in profiles)),
        Kind.DOMAIN: _each(Kind.DOMAIN, (profile.domains for profile in profiles)),
        Kind.CORE: _each(Kind.CORE, (profile.cores for profile in profiles)),
        Kind.REST: _each(Kind.REST, ([repr(one)] for one in profiles)),
    }


def joined(told: Mapping[int, Told], but: Iterable[int] = ()) -> Told:
    """Put the marks of all kinds together, some left out."""
    left_out = set(but)
    return _together([each for kind, each in told.items() if kind not in left_out])


def _together(told: Sequence[Told]) -> Told:
    parts = [_NONE, *told]
    return np.concatenate([mark for mark, _ in parts]), np.concatenate([row for _, row in parts])


def _each(kind: Kind, several: Iterable[Iterable[str]]) -> Told:
    """Mark the texts of each row, every distinct one once."""
    number: dict[str, int] = {}
    codes, rows = [], []
    for row, texts in enumerate(several):
        for text in texts:
            codes.append(number.setdefault(text, len(number)))
            rows.append(row)
    told = marks_of(kind, list(number))
    return told[np.array(codes, dtype=np.int64)], np.array(rows, dtype=np.int64)


def _hear(column: Column) -> Marks:
    return np.append(stable_marks(column.values), np.uint64(0))[column.codes]


def cell_marks(table: Table) -> Marks:
    """Mark all that a record says as it is compared, silence included."""
    told = np.zeros(table.rows, dtype=np.uint64)
    for column in table.columns.values():
        told = mix(told, _hear(column))
    return salted(told, Kind.CELLS)


def _spells(reading: Reading[PersonProfile]) -> Told:
    people, companies = (np.array(side, dtype=np.int64) for side in reading.spells)
    seqs = np.array(reading.seqs, dtype=np.int64)
    order = np.argsort(seqs)
    at = np.minimum(np.searchsorted(seqs[order], people), max(len(seqs) - 1, 0))
    here = seqs[order][at] == people if len(seqs) else np.zeros(0, dtype=np.bool_)
    return salted(companies[here].astype(np.uint64), Kind.AT), order[at[here]] if len(seqs) else people


def at_company(seqs: Sequence[int]) -> Marks:
    """Return the marks of having been at records of companies: uint64[n]."""
    return salted(np.array(seqs, dtype=np.uint64), Kind.AT)


def _hosts(profile: PersonProfile) -> Iterator[str]:
    for email in profile.emails:
        host = web_domain(email.partition("@")[2])
        if host:
            yield host


def _rest_of(profiles: Sequence[PersonProfile], spells: Told) -> Marks:
    """Mark what else rules compare, and where somebody was."""
    told = marks_of(Kind.REST, [_rest(profile) for profile in profiles])
    mark, row = spells
    # A sum is the same in whatever order the spells come.
    together = np.zeros(len(profiles), dtype=np.uint64)
    np.add.at(together, row, mark)
    return mix(told, together)


def _rest(profile: PersonProfile) -> str:
    parts = (
        (str(profile.key),),
        profile.ids,
        (_spelt(name) for name in profile.names),
        profile.feeds,
        profile.titles,
        profile.places,
        profile.emails,
        sorted(start for _, start in profile.starts),
        (str(len(profile.companies)), str(len(profile.schools))),
    )
    return "\n".join(_APART.join(part) for part in parts)


def _spelt(name: PersonName) -> str:
    return " ".join((name.key, name.first, name.last, *name.middle, name.generation or ""))

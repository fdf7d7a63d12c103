"""Bringing a snapshot forward by what changed, without reading the rest of the store."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from typing import NamedTuple

import numpy as np

from orbit.graph.arrays import Array, distinct, either, pack_texts, ranges, text_at
from orbit.graph.doubts import doubt_arrays, doubts_in
from orbit.graph.entities import Records, company_arrays, person_arrays
from orbit.graph.merge import Merge, find_sorted, merge_at, merge_sorted
from orbit.graph.moves import Moves
from orbit.graph.name_words import bring_words
from orbit.graph.rows import Numbering, SpanRow, span_arrays, span_ends, spans_told, tie_arrays, tie_row
from orbit.graph.snapshot import Kind, Snapshot
from orbit.model import EntityId, EntityKind, Investment, RecordKey, Tie
from orbit.resolve.likely import Judged
from orbit.store.base import StoredFact, Touched

# The widest first: two at a time, they end at the same moment then.
_SPANS = (
    *("fact_id", "fact_person", "fact_company", "fact_title", "fact_known", "fact_sure_from", "fact_sure_to"),
    *("fact_from", "fact_to", "fact_kind", "fact_function", "fact_seniority"),
)
# What the rows of a full build are sorted by, after person and company or the two ends of a tie.
_SPAN_ORDER = ("fact_kind", "fact_from", "fact_id")
_TIE_ORDER = ("tie_kind", "tie_id")
_NOBODY = -1
_HANDS = 2

Columns = dict[str, Array]


@dataclass(frozen=True, slots=True)
class Advance:
    """A snapshot brought forward, and what became of the rows and numbers of the one before it.

    `titles` (int64[titles + 1]): the number now of each former title, -1 of none; None: each keeps theirs.
    """

    snapshot: Snapshot
    persons: Moves
    companies: Moves
    facts: Merge
    ties: Merge
    titles: Array | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is to be left out of a snapshot.

    Rows of spells and of pair ties (int64, ascending); `instead`: spells that are other rows then, by row; and of
    persons and companies that lose records but not all, those that are left.
    """

    spells: Array
    ties: Array
    instead: Mapping[int, SpanRow] = field(default_factory=dict)
    persons: Mapping[EntityId, Records] = field(default_factory=dict)
    companies: Mapping[EntityId, Records] = field(default_factory=dict)

    @property
    def is_nothing(self) -> bool:
        """Whether all stays as it is."""
        return not (len(self.spells) or len(self.ties) or self.instead or self.persons or self.companies)


class _Entities(NamedTuple):
    """What became of the persons or companies; `living`: those touched that have records, and `records` theirs."""

    merge: Merge
    moves: Moves
    living: list[EntityId]
    records: list[Records]


class _Told(NamedTuple):
    """The facts that were touched, and of them the investments, by id; who is named in them; the rows they make now."""

    ids: Array
    investments: Array
    people: Array
    spans: Columns
    ties: Columns


def advance(snapshot: Snapshot, touched: Touched, store: Judged) -> Snapshot:
    """Bring a snapshot forward by what was touched since it was made: the same bytes as `build_snapshot` gives now.

    The store is only asked who the records are that touched facts name, and of whom that is not certain.
    """
    return advanced(snapshot, touched, store).snapshot


def advanced(snapshot: Snapshot, touched: Touched, store: Judged) -> Advance:
    """Bring a snapshot forward (see `advance`), and tell what became of its rows.

    Where nothing that it holds was touched, it is the same one.
    """
    persons = _entities(snapshot.person_id, touched.people)
    companies = _entities(snapshot.company_id, touched.companies)
    person_columns = _entity_columns(snapshot, persons.merge, person_arrays(persons.living, persons.records))
    company_columns = _entity_columns(snapshot, companies.merge, company_arrays(companies.living, companies.records))
    told = _told(store, touched.facts, person_columns["person_id"], company_columns["company_id"])
    named, was_there = persons.moves.before(told.people)
    # Whom a spell or tie names is part of what it is: before, it was one of theirs, or of somebody who is touched too.
    suspects = either(named[was_there], persons.merge.gone)
    gone = _former_spans(snapshot, suspects, told)
    facts = merge_sorted(gone, *_span_order(snapshot, told.spans, persons.moves, companies.moves))
    titles = _titles(snapshot, gone, told.spans)
    gone = _rows_of(suspects, told.ids, snapshot.tie_left, snapshot.tie_id)
    ties = merge_sorted(gone, *_tie_order(snapshot, told.ties, persons.moves))
    doubts = doubt_arrays(person_columns["person_id"], doubts_in(store))
    is_sure_as_before = all(np.array_equal(getattr(snapshot, name), now) for name, now in doubts.items())
    if is_sure_as_before and all(merge.is_same for merge in (persons.merge, companies.merge, facts, ties)):
        return Advance(snapshot, persons.moves, companies.moves, facts, ties, None)
    now = Snapshot(
        **person_columns,
        **company_columns,
        **_span_columns(snapshot, facts, titles, told.spans, persons.moves, companies.moves),
        **_tie_columns(snapshot, ties, told.ties, persons.moves),
        title=titles.text,
        title_at=titles.text_at,
        **doubts,
    )
    return Advance(now, persons.moves, companies.moves, facts, ties, titles.former)


def without_facts(snapshot: Snapshot, left_out: LeftOut) -> Advance:
    """Leave facts and records out of a snapshot: the bytes of a store that never held them.

    All its persons and companies stay, and keep their numbers.
    """
    persons = _entities(snapshot.person_id, left_out.persons)
    companies = _entities(snapshot.company_id, left_out.companies)
    new_spans, new_ties = span_arrays(sorted(left_out.instead.values())), tie_arrays([])
    gone = np.union1d(left_out.spells, np.array(list(left_out.instead), dtype=np.int64)).astype(np.int64)
    facts = merge_sorted(gone, *_span_order(snapshot, new_spans, persons.moves, companies.moves))
    pairs = merge_at(len(snapshot.tie_id), left_out.ties, np.zeros(0, dtype=np.int64))
    titles = _titles(snapshot, gone, new_spans)
    now = replace(
        snapshot,
        **_entity_columns(snapshot, persons.merge, person_arrays(persons.living, persons.records)),
        **_entity_columns(snapshot, companies.merge, company_arrays(companies.living, companies.records)),
        **_span_columns(snapshot, facts, titles, new_spans, persons.moves, companies.moves),
        **_tie_columns(snapshot, pairs, new_ties, persons.moves),
        title=titles.text,
        title_at=titles.text_at,
    )
    return Advance(now, persons.moves, companies.moves, facts, pairs, titles.former)


def _entities(former: Array, touched: Mapping[EntityId, Records]) -> _Entities:
    asked = sorted(touched)
    ids = np.array(asked, dtype=former.dtype)
    at, is_living = np.searchsorted(former, ids), np.array([bool(touched[one]) for one in asked], dtype=np.bool_)
    was_there = np.append(former, b"")[at] == ids if len(ids) else np.zeros(0, dtype=np.bool_)
    merge = merge_at(len(former), at[was_there], at[is_living])
    number = None
    if (was_there != is_living).any():
        number = merge.place
        number[at[was_there & is_living]] = merge.fresh[was_there[is_living]]
    living = [one for one in asked if touched[one]]
    moves = Moves(len(former), len(former) + len(merge.at) - len(merge.gone), number, merge.fresh)
    return _Entities(merge, moves, living, [touched[one] for one in living])


def _entity_columns(snapshot: Snapshot, merge: Merge, new: Columns) -> Columns:
    now: Columns = bring_words(snapshot, merge, new) if "word" in new else {}
    bounds = {name: f"{name}_at" for name in new.keys() - now.keys() if f"{name}_at" in new}
    for name, at in bounds.items():
        now[name], now[at] = merge.texts((getattr(snapshot, name), getattr(snapshot, at)), (new[name], new[at]))
    for name in new.keys() - now.keys():
        now[name] = merge.column(getattr(snapshot, name), new[name])
    return now


def _told(store: Judged, facts: Sequence[StoredFact], persons: Array, companies: Array) -> _Told:
    named = [(stored, ends) for stored in facts if (ends := span_ends(stored.fact)) is not None]
    pairs = [(stored, stored.fact.left, stored.fact.right) for stored in facts if isinstance(stored.fact, Tie)]
    tied = [key for _, *ends in pairs for key in ends]
    people = _numbers(store, EntityKind.PERSON, [*(one for _, (one, _) in named), *tied], persons)
    firms = _numbers(store, EntityKind.COMPANY, [firm for _, (_, firm) in named], companies)
    number = dict(zip(tied, people[len(named) :].tolist(), strict=True))
    numbers = Numbering(number.__getitem__, lambda _: _NOBODY)
    ties = [tie for stored, *_ in pairs if (tie := tie_row(stored, numbers)) is not None]
    return _Told(
        _ids(facts),
        _ids([stored for stored in facts if isinstance(stored.fact, Investment)]),
        distinct(people[people != _NOBODY]),
        spans_told([stored for stored, _ in named], people[: len(named)], firms),
        tie_arrays(sorted(ties)),
    )


def _numbers(store: Judged, kind: EntityKind, keys: Sequence[RecordKey], ids: Array) -> Array:
    """The number of each record's person or company (int64[n]; -1: none)."""
    found = store.entities(kind, keys)
    wanted = np.array([found.get(key, "") for key in keys], dtype=ids.dtype)
    # An entity that came after what was touched was read has no number; the caller finds the revision changed.
    number, order = np.empty(len(keys), dtype=np.int64), np.argsort(wanted)
    # In their order, what one search reads is near what the next one does.
    number[order] = find_sorted(ids, wanted[order])
    return number


def _ids(facts: Sequence[StoredFact]) -> Array:
    return np.array(sorted(stored.id for stored in facts), dtype="S24")


def _former_spans(snapshot: Snapshot, persons: Array, told: _Told) -> Array:
    """The rows of touched facts before (ascending), of these persons or, an investment, of whoever led it."""
    rows = _rows_of(persons, told.ids, snapshot.fact_person, snapshot.fact_id)
    if not len(told.investments):
        return rows
    led = np.flatnonzero(snapshot.fact_kind == Kind.INVESTOR)
    return either(rows, led[find_sorted(told.investments, snapshot.fact_id[led]) >= 0])


def _rows_of(persons: Array, told: Array, person: Array, ids: Array) -> Array:
    """The rows that told of touched facts before (ascending), of some persons in a column that is sorted by person."""
    wanted = persons.astype(person.dtype)
    first, end = np.searchsorted(person, wanted), np.searchsorted(person, wanted, side="right")
    rows = ranges(first, end - first)
    return rows[find_sorted(told, ids[rows]) >= 0]


def _span_order(snapshot: Snapshot, new: Columns, persons: Moves, companies: Moves) -> tuple[list[Array], list[Array]]:
    ends = [
        _among_former(persons, new["fact_person"]),
        _among_former(companies, new["fact_company"]),
    ]
    former = [snapshot.fact_person, snapshot.fact_company]
    return former + [getattr(snapshot, name) for name in _SPAN_ORDER], ends + [new[name] for name in _SPAN_ORDER]


def _tie_order(snapshot: Snapshot, new: Columns, persons: Moves) -> tuple[list[Array], list[Array]]:
    ends = [_among_former(persons, new["tie_left"]), _among_former(persons, new["tie_right"])]
    former = [snapshot.tie_left, snapshot.tie_right]
    return former + [getattr(snapshot, name) for name in _TIE_ORDER], ends + [new[name] for name in _TIE_ORDER]


def _among_former(moves: Moves, numbers: Array) -> Array:
    """Where numbers of now stand among the former ones (float64): who was not there, just before somebody."""
    former, was_there = moves.before(numbers)
    return np.where(was_there, former, former - 0.5)


def _span_columns(
    snapshot: Snapshot, merge: Merge, titles: _Titles, new: Columns, persons: Moves, companies: Moves
) -> Columns:
    former: Columns = {name: getattr(snapshot, name) for name in _SPANS}
    former["fact_person"] = persons.renumbered(snapshot.fact_person)
    former["fact_company"] = companies.renumbered(snapshot.fact_company)
    if titles.former is not None:
        former["fact_title"] = titles.former[snapshot.fact_title].astype(np.int32)
    told = new | {"fact_title": titles.new[new["fact_title"]].astype(np.int32)}
    # These are the most bytes of all, and numpy lets several threads move them.
    with ThreadPoolExecutor(_HANDS) as pool:
        now = pool.map(lambda name: merge.column(former[name], told[name]), _SPANS)
        return dict(zip(_SPANS, now, strict=True))


class _Titles(NamedTuple):
    """The titles that are borne now, packed; the number now of each former one (None: the same) and each new one.

    The last of them, -1, stays -1.
    """

    text: Array
    text_at: Array
    former: Array | None
    new: Array


def _titles(snapshot: Snapshot, gone: Array, new: Columns) -> _Titles:
    """Number the titles anew: those that are still borne without the rows that are `gone`, and the new ones."""
    known = len(snapshot.title_at) - 1
    told = [text_at(new["title"], new["title_at"], number) for number in range(len(new["title_at"]) - 1)]
    at, is_known = _title_places(snapshot, told)
    doubtful = np.setdiff1d(snapshot.fact_title[gone], np.append(at[is_known], _NOBODY))
    merge = merge_at(known, doubtful[~_are_borne(snapshot, doubtful, gone)].astype(np.int64), at[~is_known])
    fresh = np.append(np.empty(len(told), dtype=np.int64), _NOBODY)
    former = None if merge.is_same else np.append(merge.place.astype(np.int64), _NOBODY)
    fresh[:-1][is_known] = at[is_known] if former is None else former[at[is_known]]
    fresh[:-1][~is_known] = merge.fresh
    added = [text for text, was_known in zip(told, is_known.tolist(), strict=True) if not was_known]
    text, ends = merge.texts((snapshot.title, snapshot.title_at), pack_texts(added))
    return _Titles(text, ends, former, fresh)


def _are_borne(snapshot: Snapshot, titles: Array, gone: Array) -> Array:
    """Whether a row other than those that are gone bears each title (bool[n])."""
    if not len(titles):
        return np.zeros(0, dtype=np.bool_)
    asked = np.zeros(len(snapshot.title_at), dtype=np.bool_)
    asked[titles] = True
    rows = np.flatnonzero(asked[snapshot.fact_title])
    return np.isin(titles, snapshot.fact_title[np.setdiff1d(rows, gone, assume_unique=True)])


def _title_places(snapshot: Snapshot, told: Sequence[str]) -> tuple[Array, Array]:
    """Which former title each text is or comes before (int64), and whether it is that title (bool)."""
    known = range(len(snapshot.title_at) - 1)
    read = partial(text_at, snapshot.title, snapshot.title_at)
    at = [bisect_left(known, text, key=read) for text in told]
    is_known = [place in known and read(place) == text for place, text in zip(at, told, strict=True)]
    return np.array(at, dtype=np.int64), np.array(is_known, dtype=np.bool_)


def _tie_columns(snapshot: Snapshot, merge: Merge, new: Columns, persons: Moves) -> Columns:
    former: Columns = {name: getattr(snapshot, name) for name in new}
    former["tie_left"], former["tie_right"] = map(persons.renumbered, (snapshot.tie_left, snapshot.tie_right))
    return {name: merge.column(former[name], new[name]) for name in new}

"""Bringing a snapshot forward by what changed, without reading the rest of the store."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from orbit.graph.arrays import Array, text_at
from orbit.graph.entities import Records, company_arrays, person_arrays
from orbit.graph.merge import Merge, are_among, find_sorted, merge_at, merge_sorted
from orbit.graph.rows import Numbering, span_arrays, span_row, tie_arrays, tie_row
from orbit.graph.snapshot import Snapshot
from orbit.model import EntityId, EntityKind, Fact, Investment, RecordKey, Spell, Tie
from orbit.store.base import Store, StoredFact, Touched

# What the rows of a full build are sorted by.
_SPAN_ORDER = ("fact_person", "fact_company", "fact_kind", "fact_from", "fact_id")
_TIE_ORDER = ("tie_left", "tie_right", "tie_kind", "tie_id")

Columns = dict[str, Array]


class _Entities(NamedTuple):
    """The persons or companies there are now.

    `ids`: S16[now]. `number`: the number now of each former one (int64[former]); -1: gone. `living`: the touched ones
    that have records, by id, and `records` theirs.
    """

    merge: Merge
    ids: Array
    number: Array
    living: list[EntityId]
    records: list[Records]


def advance(snapshot: Snapshot, touched: Touched, store: Store) -> Snapshot:
    """Bring a snapshot forward by what was touched since it was made: the same bytes as `build_snapshot` gives now.

    The store is only asked who the records are that touched facts name.
    """
    if not (touched.people or touched.companies or touched.facts):
        return snapshot
    persons = _entities(snapshot.person_id, touched.people)
    companies = _entities(snapshot.company_id, touched.companies)
    numbers = _numbering(store, touched.facts, persons.ids, companies.ids)
    changed = np.array(sorted(stored.id for stored in touched.facts), dtype=snapshot.fact_id.dtype)
    spans = [span for stored in touched.facts if (span := span_row(stored, numbers)) is not None]
    ties = [tie for stored in touched.facts if (tie := tie_row(stored, numbers)) is not None]
    return Snapshot(
        **_entity_columns(snapshot, persons.merge, person_arrays(persons.living, persons.records)),
        **_entity_columns(snapshot, companies.merge, company_arrays(companies.living, companies.records)),
        **_span_columns(snapshot, changed, span_arrays(sorted(spans)), persons.number, companies.number),
        **_tie_columns(snapshot, changed, tie_arrays(sorted(ties)), persons.number),
    )


def _entities(former: Array, touched: Mapping[EntityId, Records]) -> _Entities:
    living = sorted(entity for entity, records in touched.items() if records)
    new = np.array(living, dtype=former.dtype)
    keep = ~are_among(np.array(sorted(touched), dtype=former.dtype), former)
    merge = merge_sorted(keep, [former], [new])
    ids = merge.column(former, new)
    number = merge.place[: len(former)]
    number[~keep] = find_sorted(ids, former[~keep])
    return _Entities(merge, ids, number, living, [touched[entity] for entity in living])


def _entity_columns(snapshot: Snapshot, merge: Merge, new: Columns) -> Columns:
    bounds = {name: f"{name}_at" for name in new if f"{name}_at" in new}
    now: Columns = {}
    for name, at in bounds.items():
        now[name], now[at] = merge.texts((getattr(snapshot, name), getattr(snapshot, at)), (new[name], new[at]))
    for name in new.keys() - now.keys():
        now[name] = merge.column(getattr(snapshot, name), new[name])
    return now


def _numbering(store: Store, facts: Sequence[StoredFact], persons: Array, companies: Array) -> Numbering:
    named = [_named(stored.fact) for stored in facts]
    return Numbering(
        _numbers(store, EntityKind.PERSON, (key for people, _ in named for key in people), persons),
        _numbers(store, EntityKind.COMPANY, (key for _, firms in named for key in firms), companies),
    )


def _named(fact: Fact) -> tuple[tuple[RecordKey, ...], tuple[RecordKey, ...]]:
    """The people and the companies that a row of this fact is about."""
    if isinstance(fact, Spell):
        return (fact.person,), (fact.company,)
    if isinstance(fact, Tie):
        return (fact.left, fact.right), ()
    if isinstance(fact, Investment) and fact.partner is not None:
        return (fact.partner,), (fact.company,)
    return (), ()


def _numbers(store: Store, kind: EntityKind, keys: Iterable[RecordKey], ids: Array) -> Callable[[RecordKey], int]:
    found = store.entities(kind, list(dict.fromkeys(keys)))
    # An entity that came after what was touched was read has no number; the caller finds the revision changed.
    at = find_sorted(ids, np.array(list(found.values()), dtype=ids.dtype))
    number = dict(zip(found, at.tolist(), strict=True))
    return lambda key: number.get(key, -1)


def _span_columns(snapshot: Snapshot, changed: Array, new: Columns, persons: Array, companies: Array) -> Columns:
    keep = ~are_among(changed, snapshot.fact_id)
    titles = _titles(snapshot, keep, new)
    former: Columns = {name: getattr(snapshot, name) for name in new if name.startswith("fact_")}
    former["fact_person"] = persons[snapshot.fact_person].astype(np.int32)
    former["fact_company"] = companies[snapshot.fact_company].astype(np.int32)
    former["fact_title"] = titles.former[snapshot.fact_title].astype(np.int32)
    told = new | {"fact_title": titles.new[new["fact_title"]].astype(np.int32)}
    merge = merge_sorted(keep, [former[name] for name in _SPAN_ORDER], [told[name] for name in _SPAN_ORDER])
    now = {name: merge.column(former[name], told[name]) for name in former}
    return now | {"title": titles.text, "title_at": titles.text_at}


class _Titles(NamedTuple):
    """The titles that are borne now, packed, and the number now of each former and each new one; -1 (last) stays -1."""

    text: Array
    text_at: Array
    former: Array
    new: Array


def _titles(snapshot: Snapshot, keep: Array, new: Columns) -> _Titles:
    """Number the titles anew: those of the facts that stay (`keep`: bool[F]) and of the new ones."""
    known = len(snapshot.title_at) - 1
    told = [text_at(new["title"], new["title_at"], number) for number in range(len(new["title_at"]) - 1)]
    at, is_known = _title_places(snapshot, told)
    stays = np.zeros(known + 1, dtype=np.bool_)
    stays[snapshot.fact_title[keep]] = True
    stays[at[is_known]] = False
    merge = merge_at(stays[:known], np.searchsorted(np.flatnonzero(stays[:known]), at))
    former, fresh = merge.place[:known], merge.place[known:]
    former[at[is_known]] = fresh[is_known]
    text, ends = merge.texts((snapshot.title, snapshot.title_at), (new["title"], new["title_at"]))
    return _Titles(text, ends, np.append(former, -1), np.append(fresh, -1))


def _title_places(snapshot: Snapshot, told: Sequence[str]) -> tuple[Array, Array]:
    """Which former title each text is or comes before (int64), and whether it is that title (bool)."""
    known = range(len(snapshot.title_at) - 1)
    read = partial(text_at, snapshot.title, snapshot.title_at)
    at = [bisect_left(known, text, key=read) for text in told]
    is_known = [place in known and read(place) == text for place, text in zip(at, told, strict=True)]
    return np.array(at, dtype=np.int64), np.array(is_known, dtype=np.bool_)


def _tie_columns(snapshot: Snapshot, changed: Array, new: Columns, persons: Array) -> Columns:
    former: Columns = {name: getattr(snapshot, name) for name in new}
    former["tie_left"] = persons[snapshot.tie_left].astype(np.int32)
    former["tie_right"] = persons[snapshot.tie_right].astype(np.int32)
    keep = ~are_among(changed, snapshot.tie_id)
    merge = merge_sorted(keep, [former[name] for name in _TIE_ORDER], [new[name] for name in _TIE_ORDER])
    return {name: merge.column(former[name], new[name]) for name in new}

"""The graph of one day as rows for a graph database: people, companies, time spent there, pair ties, reach.

A row holds plain values in the order in which the statement that takes it names them; days are dates or ordinals, None
is what is not known. Rows are made a block at a time, so that a large graph never stands in memory as Python objects.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Any

import numpy as np

from orbit.graph.arrays import Array, ranges
from orbit.graph.doubts import sure_of
from orbit.graph.snapshot import FUNCTIONS, SENIORITIES, TIE_KINDS, Kind, Snapshot
from orbit.graph.view import View

Row = list[Any]
_BLOCK = 20_000
_FIRST_DAY = 1


def person_rows(view: View) -> Iterator[Row]:
    """Id and name; title, function and seniority of the job today; willing (only our people), reach (if any), sure.

    `sure`: how sure it is that they are one person; None where that is certain. Willing and reach count it already.
    """
    snapshot, here, reach = view.snapshot, view.places, view.reach
    # Who has no job has number -1: the last place, where nothing is known.
    title, function, seniority = (np.append(column, -1) for column in (here.title, here.function, here.seniority))
    for block in _blocks(snapshot.persons):
        job = view.jobs[block]
        yield from _rows(
            _texts(snapshot.person_id[block]),
            map(snapshot.name_of_person, range(block.start, block.stop)),
            _titles(snapshot, title[job]),
            _named(FUNCTIONS, function[job]),
            _named(SENIORITIES, seniority[job]),
            _if_any(reach.willing[block]),
            _if_any(reach.value[block]),
            _sure(snapshot, block),
        )


def company_rows(view: View) -> Iterator[Row]:
    """Id, name, domain, headcount where told, whether nobody meets there, hazards of getting to know each other.

    The hazards are per month: of two people of one function, of two functions, and where one of them is unknown.
    """
    snapshot = view.snapshot
    for block in _blocks(snapshot.companies):
        numbers = range(block.start, block.stop)
        yield from _rows(
            _texts(snapshot.company_id[block]),
            map(snapshot.name_of_company, numbers),
            map(snapshot.domain_of, numbers),
            _if_any(snapshot.company_headcount[block]),
            snapshot.company_mute[block].tolist(),
            view.ties.hazard[block].tolist(),
        )


def spell_rows(view: View) -> Iterator[Row]:
    """One row for each presence, by person.

    Person, company, kind, title, function, seniority, first and last day (None also where it goes on); the ordinals of
    the certain days from and to, and of the possible days from and to; facts; the person's reach; for the job of today
    how likely its holder replies while the account shows a fresh signal, and their place in the company's order of
    that, from 1; the title regardless of case where that takes more than small letters.
    """
    snapshot, here, today = view.snapshot, view.places, view.as_of.toordinal()
    reply, turn = _replies(view)
    for block in _blocks(len(here.person)):
        titles = _titles(snapshot, here.title[block])
        yield from _rows(
            _texts(snapshot.person_id[here.person[block]]),
            _texts(snapshot.company_id[here.company[block]]),
            _named(_KINDS, here.kind[block]),
            titles,
            _named(FUNCTIONS, here.function[block]),
            _named(SENIORITIES, here.seniority[block]),
            _days(here.start[block], today + 1),
            _days(here.end[block], today),
            here.sure_from[block].tolist(),
            here.sure_to[block].tolist(),
            here.start[block].tolist(),
            here.end[block].tolist(),
            _facts(view, block),
            _if_any(view.reach.value[here.person[block]]),
            _only(turn[block] > 0, reply[block]),
            _if_any(turn[block]),
            map(_folded, titles),
        )


def tie_rows(view: View) -> Iterator[Row]:
    """One row for each pair tie, from the person of the smaller id to that of the greater.

    Both persons, kind, day, closeness where declared, points, fact; the probability that it stands for on this day, and
    how much it takes the place of all else (None: it does not, it adds to the rest).
    """
    snapshot, ties = view.snapshot, view.ties
    for block in _blocks(len(ties.fact)):
        facts = ties.fact[block]
        closeness = snapshot.tie_close[facts]
        yield from _rows(
            _texts(snapshot.person_id[snapshot.tie_left[facts]]),
            _texts(snapshot.person_id[snapshot.tie_right[facts]]),
            _named(TIE_KINDS, snapshot.tie_kind[facts]),
            _days(ties.on[block], view.as_of.toordinal() + 1),
            _only(closeness >= 0, closeness),
            snapshot.tie_points[facts].tolist(),
            _texts(snapshot.tie_id[facts]),
            ties.p[block].tolist(),
            _only(ties.declared[block], ties.weight[block]),
        )


def reach_rows(view: View) -> Iterator[Row]:
    """The best connectors to each person who is not one of ours: connector, person, score, rank from 1."""
    ids, reach = view.snapshot.person_id, view.reach
    person = np.repeat(np.arange(len(ids)), np.diff(reach.label_at))
    rank = np.arange(len(person)) - reach.label_at[person] + 1
    for block in _blocks(len(person)):
        yield from _rows(
            _texts(ids[reach.connector[block]]),
            _texts(ids[person[block]]),
            reach.score[block].tolist(),
            rank[block].tolist(),
        )


def _replies(view: View) -> tuple[Array, Array]:
    """The likelihood of a reply (float64[N]) and the place in the company's order (int64[N], from 1) of each presence.

    The place of whatever is nobody's job of today is 0. The order is that of `find_targets`.
    """
    staff, presences = view.staff, len(view.places.person)
    reply, turn = np.zeros(presences), np.zeros(presences, dtype=np.int64)
    reply[staff.job] = staff.reply
    sizes = np.diff(staff.company_at)
    turn[staff.job] = ranges(np.ones_like(sizes, dtype=np.int64), sizes)
    return reply, turn


def _blocks(count: int) -> Iterator[slice]:
    return (slice(first, min(first + _BLOCK, count)) for first in range(0, count, _BLOCK))


def _rows(*columns: Iterable[Any]) -> Iterator[Row]:
    return map(list, zip(*columns, strict=True))


def _sure(snapshot: Snapshot, block: slice) -> list[float | None]:
    sure = sure_of(snapshot, np.arange(block.start, block.stop))
    return _only(sure < 1, sure)


def _texts(ids: Array) -> list[str]:
    texts: list[str] = ids.astype(str).tolist()
    return texts


def _titles(snapshot: Snapshot, numbers: Array) -> list[str | None]:
    different, place = np.unique(numbers, return_inverse=True)
    texts = [snapshot.title_text(number) for number in different.tolist()]
    return [texts[one] for one in place.tolist()]


def _folded(title: str | None) -> str | None:
    return title.casefold() if title and not title.isascii() else None


def _named(names: Sequence[StrEnum | str], numbers: Array) -> list[str | None]:
    """The values of members by their numbers; None for -1."""
    values = [*map(str, names), None]
    return [values[number] for number in numbers.tolist()]


def _if_any(values: Array) -> list[Any]:
    return [value or None for value in values.tolist()]


def _only(where: Array, values: Array) -> list[Any]:
    return [value if one else None for one, value in zip(where.tolist(), values.tolist(), strict=True)]


def _days(ordinals: Array, before: int) -> list[date | None]:
    """Ordinals as dates where they are known and earlier than a day."""
    return [date.fromordinal(day) if _FIRST_DAY < day < before else None for day in ordinals.tolist()]


def _facts(view: View, block: slice) -> list[list[str]]:
    """The ids of the facts behind each presence of a block."""
    bounds = view.places.facts_at[block.start : block.stop + 1]
    ids = _texts(view.snapshot.fact_id[view.places.facts_of[bounds[0] : bounds[-1]]])
    return [ids[first:last] for first, last in pairwise((bounds - bounds[0]).tolist())]


_KINDS = tuple(kind.name.lower() for kind in Kind)

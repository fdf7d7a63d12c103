"""Ruling on people who look alike, by learned weights: who is surely one, and of whom somebody should be asked.

It comes after the identifiers and the namesakes at one company, and takes back nothing that those say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from orbit.resolve.cluster import Forest
from orbit.resolve.counted import SLIPS, Counted, borne_in
from orbit.resolve.grounds import Grounds, in_halves
from orbit.resolve.linkage.bands import BANDS, Band, Candidates, Policy, bands, held_apart
from orbit.resolve.linkage.collapse import Collapsed
from orbit.resolve.linkage.columns import Bools, Codes, Floats, Ints, Levels, Rows, Table
from orbit.resolve.linkage.fitting import fitted, scored_under
from orbit.resolve.linkage.levels import level_vectors, levels_of
from orbit.resolve.linkage.match import Scored, cluster, tags
from orbit.resolve.linkage.model import Model
from orbit.resolve.linkage.people import PEOPLE
from orbit.resolve.linkage.plan import Comparison, Measure
from orbit.resolve.linkage.reviewed import Reviewed
from orbit.store.base import Verdict

# Without one of these, two people of one name may still be two: a city and a title are not enough.
ANCHORS = frozenset({"company", "e-mail", "profile", "phone"})
MISSPELT = frozenset({Measure.EDITS, Measure.JARO_WINKLER})
# A spelling that more records have than a slip is another name, unless the right one is so many times as common.
RARER = 3
_AUTO, _REVIEW, _HINT = (BANDS.index(band) for band in (Band.AUTO, Band.REVIEW, Band.HINT))


@dataclass(frozen=True, slots=True)
class Known:
    """What other rules know of the rows of a table.

    `group`: int64[rows], the smallest row of those that they call one. `apart`: both ends of the pairs that they hold
    apart or are unsure of. `feed`: int32[rows], the list in which nobody stands twice that a row comes from (-1: none);
    `desk`: int32[rows], the company at whose domain a row has an address (-1: none). `names`: int32[rows] each, what of
    a name differs between namesakes: generation, middle initial (-1: not told).
    """

    group: Ints
    apart: tuple[Ints, Ints]
    feed: Codes
    desk: Codes
    names: tuple[Codes, ...]

    @property
    def named(self) -> Ints:
        """The rows of which other rules say anything: none of them is taken for a copy of another."""
        return Reviewed(_spans(self.group), self.apart).named()


@dataclass(frozen=True, slots=True)
class Weighed:
    """Scored records, the version of the weights that were fitted to score them, and what was counted of all people."""

    scored: Scored
    version: str
    counted: Counted


@dataclass(frozen=True, slots=True)
class Alike:
    """Two rows that are one (`SAME`) or may be (`UNSURE`), why, and by what that was weighed.

    What is one without being `certain` should be looked at.
    """

    left: int
    right: int
    verdict: Verdict
    because: str
    grounds: Grounds
    certain: bool


@dataclass(frozen=True, slots=True)
class _Ends:
    """Both ends of pairs: as rows of the table, and as distinct records."""

    left: Ints
    right: Ints
    one: Rows
    other: Rows


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Scored pairs of rows with the band of each."""

    left: Ints
    right: Ints
    bits: Floats
    band: Levels


def scored_by_all(table: Table, known: Known, base: Model) -> Weighed:
    """Weigh all records of a workspace, by weights that are fitted to them."""
    distinct, model = fitted(PEOPLE, table, base, alone=known.named)
    borne = {one.name: borne_in(distinct.table.columns[one.column], distinct.copies) for one in not_alone()}
    counted = Counted(model, len(distinct.of_row), borne, frozenset(), frozenset(), frozenset())
    return Weighed(scored_under(PEOPLE, distinct, model), base.version, counted)


def not_alone() -> list[Comparison]:
    """Return the comparisons that do not suffice alone: the names."""
    return [one for one in PEOPLE.comparisons if one.name in PEOPLE.alone]


def rule_on_alike(weighed: Weighed, known: Known, policy: Policy) -> list[Alike]:
    """Return the pairs that decide.

    Of the pairs that make several groups one, only as many are told as it takes; of those that are open between two
    groups, the likeliest.
    """
    scored, table = weighed.scored, weighed.scored.distinct
    met, same = _met(scored), _spans(known.group)
    barred = _barred(weighed, known, met)
    apart = (np.r_[known.apart[0], met.left[barred]], np.r_[known.apart[1], met.right[barred]])
    group = cluster(PEOPLE, scored, policy.linking, Reviewed(same, apart))
    forest = _forest(known.group, table)
    pairs = _banded(scored, met, barred, group, policy)
    joins = [*_copies(weighed, known, policy, forest), *_joins(pairs, forest)]
    asked = _questions(pairs, forest, known.apart)
    return _told(scored, (weighed.version, policy.certain), joins, asked)


def _met(scored: Scored) -> _Ends:
    first = _first_rows(scored)
    left, right = scored.pairs.left, scored.pairs.right
    return _Ends(first[left], first[right], left, right)


def _banded(scored: Scored, met: _Ends, barred: Bools, group: Ints, policy: Policy) -> _Pairs:
    """Put the pairs in bands.

    What is held apart, because a person stands twice in a list where nobody does or has two profiles, is worth a
    question only if all else says that it is one person.
    """
    chance = scored.model.probability(scored.bits)
    held = barred | held_apart(tags(PEOPLE, scored.distinct), met.one, met.other)
    found = bands(Candidates(met.one, met.other, scored.bits, chance, group[_first_rows(scored)]), policy, held)
    found[held & (chance < policy.certain) & (found == _REVIEW)] = _HINT
    return _Pairs(met.left, met.right, scored.bits, found)


def _told(
    scored: Scored, by: tuple[str, float], joins: Sequence[tuple[int, int]], asked: Sequence[tuple[int, int]]
) -> list[Alike]:
    """Put pairs of rows into words, each pattern of levels once; `by` are the weights and what is certain by them."""
    rows = np.array([*joins, *asked], dtype=np.int64).reshape(-1, 2)
    nodes = scored.distinct.of_row[rows]
    vectors = level_vectors(scored.distinct.table, PEOPLE.comparisons, nodes[:, 0], nodes[:, 1], scored.model.kin)
    bits = _bits_of(scored, nodes)
    (version, certain), words = by, _Words()
    is_certain = scored.model.probability(bits) >= certain
    found = []
    for at, (left, right) in enumerate(rows.tolist()):
        levels = tuple(vectors[:, at].tolist())
        halves = in_halves(float(bits[at]))
        chance = round(float(scored.model.probability(np.array([halves]))[0]), 4)
        verdict = Verdict.SAME if at < len(joins) else Verdict.UNSURE
        grounds = Grounds(version, levels, halves, chance)
        found.append(Alike(left, right, verdict, words.of(levels), grounds, bool(is_certain[at])))
    return found


def _bits_of(scored: Scored, nodes: Ints) -> Floats:
    """Look up what pairs of nodes, the smaller first, were scored; a node with itself has its own odds."""
    packed = scored.pairs.packed(scored.distinct.table.rows)
    wanted = nodes.min(axis=1) * np.int64(scored.distinct.table.rows) + nodes.max(axis=1)
    at = np.minimum(np.searchsorted(packed, wanted), max(len(packed) - 1, 0))
    between = scored.bits[at] if len(packed) else np.zeros(len(wanted))
    found: Floats = np.where(nodes[:, 0] == nodes[:, 1], scored.own[nodes[:, 0]], between)
    return found


def _barred(weighed: Weighed, known: Known, met: _Ends) -> Bools:
    """Say which pairs likeness alone must not join.

    They stand in one list, have two addresses at one company or two middle names, names that look like one misspelt but
    that others bear too, or share nothing but what many people of one name share: a city, a title.
    """
    left, right, scored = met.left, met.right, weighed.scored
    mail = scored.distinct.table.columns["email"].codes
    two_desks = _same(known.desk, left, right) & _differ(mail, met.one, met.other)
    found = two_desks | _same(known.feed, left, right) | ~_anchored(scored, met) | _two_names(weighed, met)
    for codes in known.names:
        found |= _differ(codes, left, right)
    barred: Bools = found & (known.group[left] != known.group[right])
    return barred


def _anchored(scored: Scored, met: _Ends) -> Bools:
    """Say which pairs share an employer, a mailbox, a profile or a telephone, or nearly."""
    found = np.zeros(len(met.one), dtype=np.bool_)
    for comparison in PEOPLE.comparisons:
        if comparison.name in ANCHORS:
            found |= scored.model.bits(comparison.name)[_levels(scored, comparison, met)] > 0
    return found


def _two_names(weighed: Weighed, met: _Ends) -> Bools:
    """Say which pairs have two names that look like one misspelt: a slip is rare, but here several bear each."""
    scored, found = weighed.scored, np.zeros(len(met.one), dtype=np.bool_)
    for comparison in not_alone():
        column = scored.distinct.table.columns[comparison.column]
        borne = np.append(weighed.counted.bearers(comparison.name, column), 0)
        ones, others = borne[column.codes[met.one]], borne[column.codes[met.other]]
        rarer, commoner = np.minimum(ones, others), np.maximum(ones, others)
        misspelt = [level.measure in MISSPELT for level in comparison.levels]
        alike = np.array([False, *misspelt, False])[_levels(scored, comparison, met)]
        found |= alike & (rarer > SLIPS) & (rarer * RARER > commoner)
    return found


def _levels(scored: Scored, comparison: Comparison, met: _Ends) -> Levels:
    column = scored.distinct.table.columns[comparison.column]
    kin = scored.model.kin.get(comparison.name, frozenset())
    return levels_of(comparison, column.values, column.codes[met.one], column.codes[met.other], kin)


def _differ(codes: Codes, left: Rows, right: Rows) -> Bools:
    found: Bools = (codes[left] >= 0) & (codes[right] >= 0) & (codes[left] != codes[right])
    return found


def _same(codes: Codes, left: Ints, right: Ints) -> Bools:
    found: Bools = (codes[left] >= 0) & (codes[left] == codes[right])
    return found


def _spans(group: Ints) -> tuple[Ints, Ints]:
    """Return as many pairs of rows as hold each group together."""
    others = np.flatnonzero(group != np.arange(len(group)))
    return group[others], others


def _first_rows(scored: Scored) -> Ints:
    """Return the first row that stands behind each distinct record."""
    of_row = scored.distinct.of_row
    first = np.full(scored.distinct.table.rows, len(of_row), dtype=np.int64)
    np.minimum.at(first, of_row, np.arange(len(of_row)))
    return first


def _forest(group: Ints, distinct: Collapsed) -> Forest:
    """Make what is known one; no two profiles ever meet in one tree."""
    profile = distinct.table.columns["url"]
    codes = profile.codes[distinct.of_row]
    told = np.flatnonzero(codes >= 0).tolist()
    forest = Forest(len(group), {row: profile.values[int(codes[row])] for row in told})
    for one, other in zip(*(ends.tolist() for ends in _spans(group)), strict=True):
        forest.join(one, other)
    return forest


def _copies(weighed: Weighed, known: Known, policy: Policy, forest: Forest) -> Iterator[tuple[int, int]]:
    """Yield the pairs that join records which say exactly the same, where that is enough to be one person."""
    scored, distinct = weighed.scored, weighed.scored.distinct
    sure = (distinct.copies > 1) & (scored.model.probability(scored.own) >= policy.auto)
    head = _first_rows(scored)[distinct.of_row]
    rows = np.flatnonzero(sure[distinct.of_row] & (head != np.arange(len(head))))
    node = distinct.of_row[rows]
    kept = rows[~_barred(weighed, known, _Ends(head[rows], rows, node, node))]
    for left, right in zip(head[kept].tolist(), kept.tolist(), strict=True):
        if forest.root(left) != forest.root(right) and forest.join(left, right):
            yield left, right


def _joins(pairs: _Pairs, forest: Forest) -> Iterator[tuple[int, int]]:
    """Yield the surest pairs that make groups one, as many as it takes."""
    sure = np.flatnonzero(pairs.band == _AUTO)
    order = sure[np.lexsort((pairs.right[sure], pairs.left[sure], -pairs.bits[sure]))]
    for left, right in zip(pairs.left[order].tolist(), pairs.right[order].tolist(), strict=True):
        if forest.root(left) != forest.root(right) and forest.join(left, right):
            yield left, right


def _questions(pairs: _Pairs, forest: Forest, apart: tuple[Ints, Ints]) -> list[tuple[int, int]]:
    """Return the likeliest open pair between any two groups of which nothing else says that they are two, in order."""
    ruled = {_roots(forest, *ends) for ends in zip(*(side.tolist() for side in apart), strict=True)}
    open_ = np.flatnonzero(pairs.band == _REVIEW)
    order = open_[np.lexsort((pairs.right[open_], pairs.left[open_], -pairs.bits[open_]))]
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for left, right in zip(pairs.left[order].tolist(), pairs.right[order].tolist(), strict=True):
        between = _roots(forest, left, right)
        if between[0] != between[1] and between not in ruled and not forest.clash(*between):
            found.setdefault(between, (left, right))
    return sorted(found.values())


def _roots(forest: Forest, left: int, right: int) -> tuple[int, int]:
    one, other = forest.root(left), forest.root(right)
    return (one, other) if one < other else (other, one)


class _Words:
    """What levels say, put into words once per pattern."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, ...], str] = {}

    def of(self, levels: tuple[int, ...]) -> str:
        if levels not in self._known:
            self._known[levels] = in_words(levels)
        return self._known[levels]


def in_words(levels: Sequence[int]) -> str:
    """Say what the level of each comparison says, what agrees before what differs."""
    told = [(comparison, level) for comparison, level in zip(PEOPLE.comparisons, levels, strict=True) if level]
    agrees = [one.says(level) for one, level in told if level <= len(one.levels)]
    differs = [one.says(level) for one, level in told if level > len(one.levels)]
    return "; but ".join(", ".join(part) for part in (agrees, differs) if part)

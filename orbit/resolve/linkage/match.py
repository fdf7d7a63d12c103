"""Matching a whole table: meet, compare, learn, score, link; one pure function from records to clusters."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from orbit.resolve.linkage.blocking import Overfull, Pairs, all_pairs, met_under
from orbit.resolve.linkage.collapse import Collapsed, collapse
from orbit.resolve.linkage.columns import Bools, Codes, Floats, Ints, Rows, Table, summed
from orbit.resolve.linkage.kin import connected
from orbit.resolve.linkage.learn import draw, learn, with_prior
from orbit.resolve.linkage.levels import level_vectors
from orbit.resolve.linkage.linking import Linking, edges_of, link
from orbit.resolve.linkage.model import Model
from orbit.resolve.linkage.plan import Plan
from orbit.resolve.linkage.reviewed import Reviewed, released
from orbit.resolve.linkage.scoring import Scorer, Sums

_CHUNK = 250_000
DEFAULT = Linking()
NO_REVIEWS = Reviewed()
NOBODY = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Scored:
    """Distinct records, the pairs of them that met, and the log2 odds of each pair: float64[pairs].

    `own` are the odds that two records which both say what a distinct record says are one: float64[distinct], and 0
    where only one record says it.
    """

    distinct: Collapsed
    pairs: Pairs
    bits: Floats
    own: Floats
    model: Model


@dataclass(frozen=True, slots=True)
class Matched:
    """The cluster of each row, named by its smallest row (int64[rows]), and what it rests on."""

    table: Table
    cluster: Ints
    scored: Scored

    @property
    def dropped(self) -> tuple[Overfull, ...]:
        """What was too common to be looked into."""
        return self.scored.pairs.dropped


def match(
    plan: Plan,
    table: Table,
    model: Model | None = None,
    linking: Linking = DEFAULT,
    reviewed: Reviewed = NO_REVIEWS,
) -> Matched:
    """Find which records of a table are one, with a given model or with one learned from the table itself.

    `reviewed` are rows of the table that people called the same or different; both stand above any score.
    """
    scored = score(plan, table, model, alone=reviewed.named())
    return Matched(table, cluster(plan, scored, linking, reviewed), scored)


def score(plan: Plan, table: Table, model: Model | None = None, *, alone: Ints = NOBODY) -> Scored:
    """Meet, compare and score; without a model, learn one first. Rows in `alone` are nobody's copies."""
    if model is not None:
        distinct = prepared_distinct(plan, table, model, alone=alone)
        pairs = all_pairs(met_under(distinct.table, plan.keys), distinct.table.rows)
        bits = scored_bits(plan, distinct.table, model, pairs.left, pairs.right)
        return Scored(distinct, pairs, bits, own_bits(plan, distinct, model), model)
    raw = collapse(table, alone)
    generic = plan.generic_values(raw.table)
    distinct = Collapsed(plan.prepared(raw.table, generic), raw.of_row, raw.copies)
    met = met_under(distinct.table, plan.keys)
    drawn, pairs = draw(plan, distinct.copies, met), all_pairs(met, distinct.table.rows)
    del met
    learned = replace(learn(plan, distinct.table, distinct.copies, drawn), generic=generic)
    sums = _sums(plan, distinct.table, learned, pairs.left, pairs.right)
    learned = _with_prior(learned, distinct.copies, pairs, sums.bits, own_bits(plan, distinct, learned))
    bits = sums.with_prior(learned.start)
    return Scored(distinct, pairs, bits, own_bits(plan, distinct, learned), learned)


def prepared_distinct(plan: Plan, table: Table, model: Model, *, alone: Ints = NOBODY) -> Collapsed:
    """Return the distinct records of a table, prepared as a model wants them."""
    raw = collapse(table, alone)
    return Collapsed(plan.prepared(raw.table, model.generic), raw.of_row, raw.copies)


def scored_bits(plan: Plan, table: Table, model: Model, left: Rows, right: Rows) -> Floats:
    """Return the log2 odds of pairs of rows: float64[pairs]."""
    return _sums(plan, table, model, left, right).with_prior(model.start)


def own_bits(plan: Plan, distinct: Collapsed, model: Model) -> Floats:
    """Return the log2 odds of each record that stands several times with itself, and 0 for the others."""
    twice = np.flatnonzero(distinct.copies > 1)
    own = np.zeros(distinct.table.rows)
    few = distinct.table.taken(twice)
    every = np.arange(len(twice))
    own[twice] = scored_bits(plan, few, model, every, every)
    return own


def cluster(plan: Plan, scored: Scored, linking: Linking = DEFAULT, reviewed: Reviewed = NO_REVIEWS) -> Ints:
    """Link scored records; the cluster of each row, named by its smallest row: int64[rows]."""
    distinct, nodes = scored.distinct, scored.distinct.table.rows
    said = reviewed.moved(distinct.of_row)
    faint = faint_copies(scored, linking)
    kept = _near(scored, linking, said) & ~(faint[scored.pairs.left] | faint[scored.pairs.right])
    sizes = distinct.copies.astype(np.float64)
    edges = edges_of(scored.pairs.left[kept], scored.pairs.right[kept], scored.bits[kept], sizes)
    group = said.groups(nodes)
    weight = summed(group, sizes, nodes)
    held = [released(tag, group) for tag in tags(plan, distinct)]
    return rows_of(distinct, link(said.edges(edges, nodes), weight, linking, held)[group], faint)


def _near(scored: Scored, linking: Linking, said: Reviewed) -> Bools:
    """Leave out the pairs across groups that no pair above the bar ties together: no average there can reach it."""
    good = scored.bits >= linking.bar
    left, right = scored.pairs.left, scored.pairs.right
    nodes = scored.distinct.table.rows
    group = connected(np.r_[left[good], said.same[0]], np.r_[right[good], said.same[1]], nodes)
    found: Bools = group[left] == group[right]
    return found


def tags(plan: Plan, distinct: Collapsed) -> tuple[Codes, ...]:
    """Return the identities of which no cluster holds two: int32[distinct] each."""
    return tuple(distinct.table.columns[name].codes for name in plan.apart)


def faint_copies(scored: Scored, linking: Linking = DEFAULT) -> Bools:
    """Say which records stand several times and yet say too little to be one person: nobody knows which is meant."""
    found: Bools = (scored.distinct.copies > 1) & (scored.own < linking.bar)
    return found


def rows_of(distinct: Collapsed, node: Ints, faint: Bools) -> Ints:
    """Return the cluster of each row from those of the distinct records; copies that are too faint stay alone."""
    of_row = distinct.of_row
    first = np.full(len(node), len(of_row), dtype=np.int64)
    np.minimum.at(first, node[of_row], np.arange(len(of_row)))
    found = first[node[of_row]]
    alone = np.flatnonzero(faint[of_row])
    found[alone] = alone
    return found


def _sums(plan: Plan, table: Table, model: Model, left: Rows, right: Rows) -> Sums:
    """Compare and weigh some pairs at a time, so that memory stays bounded."""
    scorer = Scorer.of(plan, model, table)
    bits, borne = np.empty(len(left)), np.empty(len(left), dtype=np.bool_)
    for start in range(0, len(left), _CHUNK):
        part = slice(start, start + _CHUNK)
        vectors = level_vectors(table, plan.comparisons, left[part], right[part], model.kin)
        found = scorer.sums(table, vectors, left[part])
        bits[part], borne[part] = found.bits, found.borne
    return Sums(bits, borne)


def _with_prior(model: Model, copies: Ints, pairs: Pairs, bits: Floats, own: Floats) -> Model:
    """Learn the prior from the pairs that anything speaks for; all others together weigh next to nothing."""
    some, twice = np.flatnonzero(bits > 0), np.flatnonzero(copies > 1)
    many, records = copies.astype(np.float64), float(copies.sum())
    counts = np.r_[many[pairs.left[some]] * many[pairs.right[some]], many[twice] * (many[twice] - 1) / 2]
    return with_prior(model, np.r_[bits[some], own[twice]], counts, records * (records - 1) / 2)

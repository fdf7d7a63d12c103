"""Fitting weights learned elsewhere to the records at hand: how often values occur here, how many records there are.

What comes out depends on the records alone and not on the order in which they came, so nothing has to be remembered
between two runs.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib import resources

import numpy as np

from orbit.resolve.linkage.blocking import Shut, all_pairs, met_under
from orbit.resolve.linkage.collapse import Collapsed, collapse
from orbit.resolve.linkage.columns import Column, Ints, Table
from orbit.resolve.linkage.match import NOBODY, Scored, own_bits, scored_bits
from orbit.resolve.linkage.model import Frequencies, Model
from orbit.resolve.linkage.plan import SAME, Plan
from orbit.resolve.linkage.weights import value_counts

# How many records the shipped weights were learned on: their prior is that of so many.
LEARNED_ON = 1_000_000
# A handful of records says little of how common a name is: as if so many more had been seen, that share a value as
# often as the records which the weights were learned on.
_SEEN_ELSEWHERE = 5_000
# In fewer records than this, two are no likelier to be one than in so many, and how rare a name is cannot be told.
FEWEST = 20_000


@cache
def shipped_model() -> Model:
    """Return the weights for people that come with Orbit."""
    return Model.from_json(resources.files("orbit.resolve.linkage").joinpath("people.json").read_text(encoding="utf-8"))


def scored_under(plan: Plan, distinct: Collapsed, model: Model, shut: Shut = ()) -> Scored:
    """Meet, compare and score distinct records under weights that are fitted; for `shut` see `met_under`."""
    pairs = all_pairs(met_under(distinct.table, plan.keys, shut), distinct.table.rows)
    bits = scored_bits(plan, distinct.table, model, pairs.left, pairs.right)
    return Scored(distinct, pairs, bits, own_bits(plan, distinct, model), model)


def fitted(plan: Plan, table: Table, base: Model, *, alone: Ints = NOBODY) -> tuple[Collapsed, Model]:
    """Return the distinct records of a table, and the weights with its frequencies and the prior of so many records."""
    raw = collapse(table, alone)
    generic = plan.generic_values(raw.table)
    distinct = Collapsed(plan.prepared(raw.table, generic), raw.of_row, raw.copies)
    rare = [comparison for comparison in plan.comparisons if comparison.levels[0].rare]
    frequencies = {
        one.name: _frequencies(distinct.table.columns[one.column], distinct.copies, base.chance[one.name][SAME])
        for one in rare
    }
    records = max(len(distinct.of_row), FEWEST)
    prior = base.prior + float(np.log2(LEARNED_ON / records))
    return distinct, replace(base, generic=generic, frequencies=frequencies, prior=prior)


def _frequencies(column: Column, copies: Ints, usual: float) -> Frequencies:
    counts = value_counts(column, copies)
    spoken = float(counts.sum()) + _SEEN_ELSEWHERE
    elsewhere = _SEEN_ELSEWHERE * usual
    often = np.flatnonzero(counts > 1).tolist()
    shares = {column.values[at]: float((counts[at] + elsewhere) / spoken) for at in often}
    return Frequencies(shares, (1.0 + elsewhere) / spoken)

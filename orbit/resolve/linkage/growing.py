"""New records among old ones: only what they reach is scored and linked anew.

What comes out equals matching all of them from the beginning with the same model.
"""

from __future__ import annotations

import numpy as np

from orbit.resolve.linkage.blocking import Pairs, all_pairs, met_under
from orbit.resolve.linkage.collapse import Collapsed
from orbit.resolve.linkage.columns import Bools, Column, Floats, Ints, Table
from orbit.resolve.linkage.kin import connected
from orbit.resolve.linkage.linking import Linking, edges_of, link
from orbit.resolve.linkage.match import (
    DEFAULT,
    Matched,
    Scored,
    faint_copies,
    own_bits,
    prepared_distinct,
    rows_of,
    scored_bits,
    tags,
)
from orbit.resolve.linkage.plan import Plan


def grown(plan: Plan, before: Matched, more: Table, linking: Linking = DEFAULT) -> Matched:
    """Add records to what was matched, under the model that matched it; `linking` is the one used before.

    Raises UsageError where a new record has the key of one that is there.
    """
    table = joined(before.table, more)
    model = before.scored.model
    distinct = prepared_distinct(plan, table, model)
    pairs = all_pairs(met_under(distinct.table, plan.keys), distinct.table.rows)
    row = _places(before.table, table)
    node = distinct.of_row[row[_first_rows(before.scored.distinct)]]
    bits, fresh = _rescored(plan, before.scored, distinct, pairs, node)
    scored = Scored(distinct, pairs, bits, own_bits(plan, distinct, model), model)
    touched = _touched(before.scored, scored, node, fresh, linking)
    return Matched(table, _relinked(plan, scored, touched, _carried(before, row, table.rows), linking), scored)


def joined(one: Table, other: Table) -> Table:
    """Return the records of both tables in the order of their keys; raises UsageError where two have one key."""
    keys = [*one.keys, *other.keys]
    order = np.array(sorted(range(len(keys)), key=keys.__getitem__), dtype=np.int64)
    ordered = Table.of([keys[place] for place in order.tolist()], {})
    columns = {name: _appended(column, other.columns[name]) for name, column in one.columns.items()}
    return Table(ordered.keys, {name: column.taken(order) for name, column in columns.items()})


def _appended(one: Column, other: Column) -> Column:
    numbers = {value: number for number, value in enumerate(one.values)}
    renumbered = [numbers.setdefault(value, len(numbers)) for value in other.values]
    codes = np.array([*renumbered, -1], dtype=np.int32)[other.codes]
    return Column(np.r_[one.codes, codes], list(numbers))


def _places(before: Table, table: Table) -> Ints:
    """Return where each row of before is now: int64[rows before]."""
    place = {key: at for at, key in enumerate(table.keys)}
    return np.fromiter((place[key] for key in before.keys), dtype=np.int64, count=before.rows)


def _first_rows(distinct: Collapsed) -> Ints:
    first = np.full(distinct.table.rows, len(distinct.of_row), dtype=np.int64)
    np.minimum.at(first, distinct.of_row, np.arange(len(distinct.of_row)))
    return first


def _rescored(plan: Plan, before: Scored, distinct: Collapsed, pairs: Pairs, node: Ints) -> tuple[Floats, Bools]:
    """Return the bits of all pairs, taken over where they are known, and which of the pairs are new."""
    rows = np.int64(max(distinct.table.rows, 1))
    left, right = node[before.pairs.left], node[before.pairs.right]
    old = np.minimum(left, right) * rows + np.maximum(left, right)
    order = np.argsort(old, kind="stable")
    now = pairs.packed(int(rows))
    at = np.minimum(np.searchsorted(old[order], now), max(len(old) - 1, 0))
    known = old[order][at] == now if len(old) else np.zeros(len(now), dtype=np.bool_)
    bits = np.empty(len(now))
    bits[known] = before.bits[order][at[known]]
    bits[~known] = scored_bits(plan, distinct.table, before.model, pairs.left[~known], pairs.right[~known])
    return bits, ~known


def _touched(before: Scored, scored: Scored, node: Ints, fresh: Bools, linking: Linking) -> Bools:
    """Say which distinct records are new, stand more often, met somebody new, or lost somebody to a cap."""
    nodes, pairs = scored.distinct.table.rows, scored.pairs
    copies = np.zeros(nodes, dtype=np.int64)
    copies[node] = before.distinct.copies
    touched: Bools = scored.distinct.copies != copies
    touched[pairs.left[fresh]] = True
    touched[pairs.right[fresh]] = True
    left, right = node[before.pairs.left], node[before.pairs.right]
    old = np.minimum(left, right) * np.int64(nodes) + np.maximum(left, right)
    lost = ~np.isin(old, pairs.packed(nodes), assume_unique=True)
    touched[left[lost]] = True
    touched[right[lost]] = True
    return _reached(scored, touched, linking)


def _reached(scored: Scored, touched: Bools, linking: Linking) -> Bools:
    """Spread over pairs that reach the bar: no average reaches it across others, so nothing joins beyond."""
    good = scored.bits >= linking.bar
    component = connected(scored.pairs.left[good], scored.pairs.right[good], len(touched))
    marked = np.zeros(len(touched), dtype=np.bool_)
    marked[component[touched]] = True
    return marked[component]


def _carried(before: Matched, row: Ints, rows: int) -> Ints:
    """Return the cluster that each row had, named by what is now its smallest row of before; new rows stand alone."""
    found = np.arange(rows)
    found[row] = row[before.cluster]
    return found


def _relinked(plan: Plan, scored: Scored, touched: Bools, carried: Ints, linking: Linking) -> Ints:
    """Link the touched records anew and leave the others where they were."""
    pairs, distinct = scored.pairs, scored.distinct
    faint = faint_copies(scored, linking)
    inner = touched[pairs.left] & touched[pairs.right]
    kept = inner & ~(faint[pairs.left] | faint[pairs.right])
    sizes = distinct.copies.astype(np.float64)
    edges = edges_of(pairs.left[kept], pairs.right[kept], scored.bits[kept], sizes)
    anew = rows_of(distinct, link(edges, sizes, linking, tags(plan, distinct)), faint)
    return np.where(touched[distinct.of_row], anew, carried)

"""Records that say exactly the same are looked at once: a file with one row a million times costs one comparison."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from orbit.resolve.linkage.blocking import mix
from orbit.resolve.linkage.columns import Ints, Table

_NONE = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Collapsed:
    """A table of distinct records; `of_row`: int64[rows] leads there, `copies`: int64[distinct] counts them."""

    table: Table
    of_row: Ints
    copies: Ints


def collapse(table: Table, alone: Ints = _NONE) -> Collapsed:
    """Keep the first of the records that agree in every column, silence included; rows in `alone` stay as they are."""
    told = np.zeros(table.rows, dtype=np.uint64)
    told[alone] = alone.astype(np.uint64) + np.uint64(1)
    for column in table.columns.values():
        told = mix(told, column.codes.astype(np.uint64))
    _, first, of_row = np.unique(told, return_index=True, return_inverse=True)
    # By first row, not by mark, so that the distinct records stay in the order of their keys.
    rank = np.empty(len(first), dtype=np.int64)
    order = np.argsort(first, kind="stable")
    rank[order] = np.arange(len(first))
    nodes = rank[of_row]
    copies = np.bincount(nodes, minlength=len(first)).astype(np.int64)
    return Collapsed(table.taken(first[order]), nodes, copies)

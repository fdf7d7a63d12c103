"""What people have decided about pairs of records: same comes together before any score counts, different stays apart.

Where answers contradict each other, by a detour too, none of the "same" among them counts until somebody settles it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from orbit.resolve.linkage.columns import Codes, Ints
from orbit.resolve.linkage.kin import connected
from orbit.resolve.linkage.linking import Edges, gathered

_NOBODY = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Both ends of the pairs that people called the same, and of those they called different: rows or nodes."""

    same: tuple[Ints, Ints] = field(default=(_NOBODY, _NOBODY))
    different: tuple[Ints, Ints] = field(default=(_NOBODY, _NOBODY))

    @classmethod
    def of(cls, keys: Sequence[str], same: Iterable[tuple[str, str]], different: Iterable[tuple[str, str]]) -> Reviewed:
        """Find the rows of pairs of keys; pairs of which one record is not there are passed over."""
        row = {key: at for at, key in enumerate(keys)}
        return cls(_rows(row, same), _rows(row, different))

    def moved(self, to: Ints) -> Reviewed:
        """Say the same of what the rows have become."""
        return Reviewed((to[self.same[0]], to[self.same[1]]), (to[self.different[0]], to[self.different[1]]))

    def named(self) -> Ints:
        """Return the rows that somebody said anything about, each once."""
        return np.unique(np.concatenate([*self.same, *self.different]))

    def contradictions(self, nodes: int) -> Ints:
        """Return the groups, by their smallest node, that answers hold together and apart at once."""
        group = connected(*self.same, nodes)
        return np.unique(group[self.different[0]][group[self.different[0]] == group[self.different[1]]])

    def groups(self, nodes: int) -> Ints:
        """Return which nodes are one because people said so and nobody said otherwise: int64[nodes]."""
        group = connected(*self.same, nodes)
        at_odds = np.isin(group, self.contradictions(nodes))
        return np.where(at_odds, np.arange(nodes), group)

    def edges(self, edges: Edges, nodes: int) -> Edges:
        """Return the edges between the groups, those that people hold apart among them."""
        if not len(self.named()):
            return edges
        one, other = np.minimum(*self.different), np.maximum(*self.different)
        kept = one != other
        nothing = np.zeros(int(kept.sum()))
        all_edges = Edges(
            np.r_[edges.one, one[kept]],
            np.r_[edges.other, other[kept]],
            np.r_[edges.bits, nothing],
            np.r_[edges.met, nothing],
            np.r_[edges.apart, np.ones(len(nothing), dtype=np.bool_)],
        )
        return gathered(all_edges, self.groups(nodes))


def released(tag: Codes, group: Ints) -> Codes:
    """Return the identity of each group; two identities that people put together hold nobody apart any more."""
    told = np.flatnonzero(tag >= 0)
    low, high = np.full(len(tag), np.iinfo(np.int32).max, dtype=np.int32), np.full(len(tag), -1, dtype=np.int32)
    np.minimum.at(low, group[told], tag[told])
    np.maximum.at(high, group[told], tag[told])
    found: Codes = np.where(low == high, high, np.int32(-1))[group].astype(np.int32)
    return found


def _rows(row: Mapping[str, int], pairs: Iterable[tuple[str, str]]) -> tuple[Ints, Ints]:
    found = [(row[one], row[other]) for one, other in pairs if one in row and other in row]
    both = np.array(found, dtype=np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1]

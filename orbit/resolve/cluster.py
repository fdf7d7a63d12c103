"""From rulings to clusters: a pure function, the same whatever order the rulings come in.

People's rulings stand above rules, strong rules above weak ones, and of likenesses the surer above the less sure; two
records that somebody or some rule holds apart, or whose identities differ, never meet in one cluster, by no detour
either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from orbit.model import RecordKey
from orbit.resolve.ruling import Ruling
from orbit.store.base import Verdict

Pair = tuple[int, int]
Identities = Mapping[RecordKey, str]
NONE: Identities = MappingProxyType({})

# What a cluster is that people made of two identities: it holds nobody apart any more.
_SEVERAL = ""


def clusters(keys: Sequence[RecordKey], rulings: Iterable[Ruling], identities: Identities = NONE) -> list[list[int]]:
    """Return the clusters as lists of positions in `keys`, each ascending, ordered by their first.

    Of several reviews of one pair the last counts. Rulings on records that are not in `keys` are passed over. No
    cluster holds two of the `identities` (such as LinkedIn addresses) unless a reviewer says that they are one.
    """
    place = {key: at for at, key in enumerate(keys)}
    known = [ruling for ruling in rulings if ruling.left in place and ruling.right in place]
    reviewed = {(ruling.left, ruling.right): ruling for ruling in known if ruling.is_reviewed}
    by_rule = [ruling for ruling in known if not ruling.is_reviewed]
    forest = Forest(len(keys), {place[key]: identity for key, identity in identities.items() if key in place})
    for said, is_reviewed in ((list(reviewed.values()), True), (by_rule, False)):
        for one, other in _pairs(said, Verdict.DIFFERENT, place):
            forest.part(one, other)
        for one, other in _pairs(said, Verdict.SAME, place):
            forest.join(one, other, whatever_identity=is_reviewed)
    return forest.groups()


def _pairs(said: list[Ruling], verdict: Verdict, place: dict[RecordKey, int]) -> list[Pair]:
    """Order by what the records are called, not by when they came, so that any order of arrival ends alike."""
    wanted = [ruling for ruling in said if ruling.verdict is verdict]
    wanted.sort(key=lambda it: (it.rank, -it.bits, it.left.source, it.left.id, it.right.source, it.right.id))
    return [(place[ruling.left], place[ruling.right]) for ruling in wanted]


class Forest:
    """A union-find whose trees can be held apart, by name or because each has another identity."""

    def __init__(self, size: int, identity: Mapping[int, str] | None = None) -> None:
        self._parent = list(range(size))
        self._size = [1] * size
        self._apart: defaultdict[int, set[int]] = defaultdict(set)
        self._identity = dict(identity or {})

    def root(self, at: int) -> int:
        """Return what stands for the cluster of a position."""
        parent = self._parent
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    def part(self, one: int, other: int) -> None:
        """Hold two clusters apart from now on; without effect when they are one already."""
        left, right = self.root(one), self.root(other)
        if left != right:
            self._apart[left].add(right)
            self._apart[right].add(left)

    def are_parted(self, one: int, other: int) -> bool:
        """Say whether two clusters are held apart."""
        return self.root(other) in self._apart.get(self.root(one), ())

    def join(self, one: int, other: int, *, whatever_identity: bool = False) -> bool:
        """Make two clusters one; return False when they are held apart, or have two identities and that matters."""
        keep, drop = self.root(one), self.root(other)
        if keep == drop:
            return True
        clash = self.clash(keep, drop)
        if drop in self._apart.get(keep, ()) or (clash and not whatever_identity):
            return False
        if self._size[keep] < self._size[drop]:
            keep, drop = drop, keep
        self._parent[drop] = keep
        self._size[keep] += self._size[drop]
        if drop in self._identity:
            gone = self._identity.pop(drop)
            mine = self._identity.get(keep, gone)
            self._identity[keep] = _SEVERAL if clash or _SEVERAL in (gone, mine) else mine
        for enemy in self._apart.pop(drop, ()):
            self._apart[enemy].discard(drop)
            self._apart[enemy].add(keep)
            self._apart[keep].add(enemy)
        return True

    def clash(self, one: int, other: int) -> bool:
        """Say whether two clusters have two identities."""
        told = {self._identity.get(self.root(one)), self._identity.get(self.root(other))} - {None, _SEVERAL}
        return len(told) == 2

    def groups(self) -> list[list[int]]:
        """Return the clusters, each ascending, ordered by their first position."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for at in range(len(self._parent)):
            found[self.root(at)].append(at)
        return list(found.values())

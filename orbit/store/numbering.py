"""The numbers under which a store keeps record keys, remembered for one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from orbit.model import EntityKind, RecordKey

# Keys remembered at most; beyond it, forgetting all of them costs less than the memory.
_ENOUGH = 500_000

Pair = tuple[str, str]


class Numbers:
    """The numbers of record keys; a key gets one when it is first named.

    `find` returns (source, id, number) of the keys that have one, `give` the numbers of new keys in their order.
    """

    def __init__(
        self,
        find: Callable[[EntityKind, Sequence[Pair]], Iterable[tuple[str, str, int]]],
        give: Callable[[EntityKind, Sequence[Pair]], Iterable[int]],
    ) -> None:
        self._find = find
        self._give = give
        self.forget()

    def forget(self) -> None:
        """Forget what is remembered, for some keys were erased."""
        self._known: dict[EntityKind, dict[Pair, int]] = {kind: {} for kind in EntityKind}

    def of(self, kind: EntityKind, keys: Sequence[RecordKey | None]) -> list[int | None]:
        """Return the number of each key, None for None; a new key is given one."""
        if not any(keys):
            return [None] * len(keys)
        known = self._known[kind]
        if len(known) > _ENOUGH:
            known.clear()
        pairs = [None if key is None else (key.source, key.id) for key in keys]
        missing = list(dict.fromkeys([pair for pair in pairs if pair is not None and pair not in known]))
        if missing:
            known.update({(source, id_): number for source, id_, number in self._find(kind, missing)})
            new = [pair for pair in missing if pair not in known]
            known.update(zip(new, self._give(kind, new), strict=True))
        return [None if pair is None else known[pair] for pair in pairs]

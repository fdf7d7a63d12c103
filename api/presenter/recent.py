"""What was worked out of late, kept up to a limit: part of a scene, so it lives no longer than the scene's revision."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Generic, TypeVar

from api.workspace import Scene

K = TypeVar("K")
V = TypeVar("V")


class Recent(Generic[K, V]):
    """The values of at most `most` keys, those asked for longest ago forgotten first; safe among threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[K, V] = OrderedDict()
        self._lock = Lock()

    def get(self, key: K, make: Callable[[], V]) -> V:
        """Return the value of a key, made where it is not known."""
        return self.all([key], lambda _: {key: make()})[key]

    def all(self, keys: Sequence[K], make: Callable[[list[K]], dict[K, V]]) -> dict[K, V]:
        """Return the values of several keys, those that are not known made in one go."""
        with self._lock:
            found = {key: self._values[key] for key in keys if key in self._values}
        made = make(missing) if (missing := [key for key in keys if key not in found]) else {}
        with self._lock:
            for key, value in (found | made).items():
                self._values[key] = value
                self._values.move_to_end(key)
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return found | made

    def __len__(self) -> int:
        """Return how many are kept."""
        return len(self._values)


def recent_of(scene: Scene, name: str, most: int) -> Recent[K, V]:
    """Return what is kept under a name with this scene; every caller of one name keeps one kind of thing there."""
    return scene.once(f"recent {name}", lambda _: Recent[K, V](most))

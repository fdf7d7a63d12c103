"""Token buckets that keep one caller from wearing out the rest."""

from __future__ import annotations

import math
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

# Buckets of callers not heard of for longest are forgotten first, so that floods from many addresses cost no memory.
_MOST_CALLERS = 10_000


@dataclass(frozen=True, slots=True)
class Rate:
    """How many calls at once, and how many per second in the long run."""

    burst: int
    per_second: float


class Buckets:
    """One bucket per caller; `clock` counts seconds and never goes back."""

    def __init__(self, rate: Rate, clock: Callable[[], float]) -> None:
        self._rate = rate
        self._clock = clock
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, caller: str) -> int | None:
        """Take one token; return None, or after how many seconds to come back when there is none."""
        with self._lock:
            level = self._level(caller)
            wait = None if level >= 1 else math.ceil((1 - level) / self._rate.per_second)
            self._keep(caller, level - 1 if wait is None else level)
            return wait

    def wait(self, caller: str) -> int | None:
        """Return after how many seconds a token is there again, or None when there is one; take nothing."""
        with self._lock:
            level = self._level(caller)
            return None if level >= 1 else math.ceil((1 - level) / self._rate.per_second)

    def __len__(self) -> int:
        """Return how many callers are remembered."""
        return len(self._levels)

    def _level(self, caller: str) -> float:
        level, since = self._levels.get(caller, (float(self._rate.burst), self._clock()))
        return min(float(self._rate.burst), level + (self._clock() - since) * self._rate.per_second)

    def _keep(self, caller: str, level: float) -> None:
        self._levels[caller] = (level, self._clock())
        self._levels.move_to_end(caller)
        if len(self._levels) > _MOST_CALLERS:
            self._levels.popitem(last=False)

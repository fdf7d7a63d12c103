"""Taking the time of a call, and what many times come to."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """Return what a call returns, and how many seconds it took."""
    start = time.perf_counter()
    made = work()
    return made, time.perf_counter() - start


def spread_ms(name: str, seconds: Sequence[float]) -> dict[str, float]:
    """Return the median and the 99th percentile of times as figures, in milliseconds."""
    p50, p99 = (float(value) for value in np.percentile(seconds, [50, 99]) * 1000)
    return {f"{name}_ms_p50": round(p50, 4), f"{name}_ms_p99": round(p99, 4)}


def times_slower(slow: float, fast: float) -> float:
    """Return how many times as long one took as the other, to three digits."""
    return float(f"{slow / fast:.3g}")

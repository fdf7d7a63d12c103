"""Shares of few: with what is still open left out, and how far chance alone may carry them."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

_Z = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Share:
    """So many `count` of those who are settled (`of`); `open` may still become either and count as neither."""

    count: int
    of: int
    open: int = 0

    @property
    def value(self) -> float | None:
        """The share, 0..1; None of nobody."""
        return self.count / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Between which shares the true one lies, at 95 %; None of nobody."""
        return wilson(self.count, self.of) if self.of else None


def wilson(count: int, of: int) -> tuple[float, float]:
    """Return the 95 % interval of a share by Wilson's score, without continuity correction (Newcombe 1998)."""
    share, weight = count / of, _Z * _Z / of
    middle = (share + weight / 2) / (1 + weight)
    reach = _Z * sqrt(share * (1 - share) / of + weight / (4 * of)) / (1 + weight)
    # At the ends the formula gives 0 and 1 but for rounding, which must not leave the share outside.
    return min(share, max(0.0, middle - reach)), max(share, min(1.0, middle + reach))

"""How a process that stays looks for memory that may go."""

from __future__ import annotations

import gc

_AFTER = 200_000


def collect_seldom() -> None:
    """Look for what may go less often, and never among what the process has loaded for good: a tenth of an answer."""
    gc.set_threshold(_AFTER)
    gc.freeze()

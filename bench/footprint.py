"""How much memory a process took, how much room a folder takes, and work done in a process of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
MIB = 1024 * 1024
_PEAK = re.compile(r"^VmHWM:\s*(\d+) kB$", re.MULTILINE)


def apart(work: Callable[..., T], *values: Any) -> tuple[T, float | None]:
    """Return what `work` makes of the values in a process of its own, and the most memory that took, in MiB.

    Both travel between processes, so `work` is a function of a module.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as processes:
        return processes.submit(_measured, work, values).result()


def peak_mb(process: int | None = None) -> float | None:
    """Return the most memory that a process, else this one, has had, in MiB; None where the system does not tell.

    What `getrusage` says of a process begins with what the one that started it had, and is of no use here.
    """
    status = Path(f"/proc/{process or 'self'}/status")
    told = _PEAK.search(status.read_text(encoding="ascii", errors="replace")) if status.exists() else None
    return round(int(told[1]) / 1024, 1) if told else None


def size_mb(folder: Path, pattern: str = "**/*") -> float:
    """Return the room that the files in a folder take on disk, those in the folders below too, in MiB."""
    return sum(file.stat().st_blocks * 512 for file in folder.glob(pattern) if file.is_file()) / MIB


def _measured(work: Callable[..., T], values: tuple[Any, ...]) -> tuple[T, float | None]:
    return work(*values), peak_mb()

"""Which launches were used: nobody opens a second panel with what opened the first, whichever process is asked."""

from __future__ import annotations

import hashlib
import os
import secrets
from contextlib import suppress
from datetime import datetime
from pathlib import Path


class UsedLaunches:
    """Remembers launches as empty files: making a file that must be new is one step, for all processes at once.

    A file's time is the moment after which its launch is refused anyhow; from then on it may go.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def take(self, mark: str, over: datetime, now: datetime) -> bool:
        """Use a launch; False where it was used before."""
        name = hashlib.sha256(mark.encode()).hexdigest()
        shelf = self._folder / name[:2]
        shelf.mkdir(parents=True, exist_ok=True, mode=0o700)
        _clear(shelf, now.timestamp())
        # Its time is set before it bears its name, so that nobody clears it away in between.
        made = shelf / f"{secrets.token_hex(8)}.new"
        made.touch(mode=0o600)
        os.utime(made, (over.timestamp(), over.timestamp()))
        try:
            os.link(made, shelf / name)
        except FileExistsError:
            return False
        finally:
            made.unlink(missing_ok=True)
        return True


def _clear(shelf: Path, now: float) -> None:
    """Forget the launches of a shelf that are over."""
    for entry in os.scandir(shelf):
        with suppress(FileNotFoundError):
            if not entry.name.endswith(".new") and entry.stat().st_mtime < now:
                Path(entry.path).unlink()

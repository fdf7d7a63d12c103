"""A served workspace that follows its folder: a changed policy, lesson or template counts from the next answer on."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from threading import Lock

from api.presenter import Presenter
from api.tidying import tidy
from api.workspace import Workspace
from orbit.errors import OrbitError
from orbit.settings import Settings

log = logging.getLogger(__name__)
Marks = tuple[tuple[str, int, int, int], ...]


class Renewing:
    """Hands out the workspace's presenter, opened anew over the same store whenever a file that decides has changed.

    Every process that serves looks for itself, once per request. While a file cannot be used, what counted before
    goes on counting. A presenter handed out earlier answers to its end by what it began with.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._settings = workspace.settings
        self._marks = _marks(workspace.settings)
        self._presenter = Presenter(workspace)
        self._workspace = workspace
        self._turn = Lock()

    def presenter(self) -> Presenter:
        """What answers from now on."""
        if _marks(self._settings) != self._marks:
            self._renew()
        return self._presenter

    def scene(self, as_of: date) -> object:
        """Make the scene of a day as it is now, so that nobody waits for it after a change."""
        self.presenter()
        return self._workspace.scene(as_of)

    def tidy(self, at: datetime) -> None:
        """Let go of what is kept no longer, by the policy that counts now."""
        self.presenter()
        tidy(self._workspace, at=at)

    def finish_keeping(self) -> None:
        """Wait until what was worked out is kept on disk."""
        self._workspace.finish_keeping()

    def _renew(self) -> None:
        with self._turn:
            marks = _marks(self._settings)
            if marks == self._marks:
                return
            try:
                workspace = self._workspace.renewed()
            except OrbitError as error:
                log.warning("a changed policy or template is not used: %s", type(error).__name__)
            else:
                if workspace.digest != self._workspace.digest:
                    self._presenter, self._workspace = Presenter(workspace), workspace
            self._marks = marks


def _marks(settings: Settings) -> Marks:
    """What tells that a file that decides was written, at the cost of a look at the folder."""
    return tuple(_mark(file) for file in (settings.policy, settings.learned, *_templates(settings.home)))


def _templates(home: Path) -> Iterator[Path]:
    folder = home / "templates"
    return iter(sorted(folder.glob("*"))) if folder.is_dir() else iter(())


def _mark(file: Path) -> tuple[str, int, int, int]:
    try:
        told = file.stat()
    except OSError:
        return file.name, 0, 0, 0
    return file.name, told.st_mtime_ns, told.st_size, told.st_ino

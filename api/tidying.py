"""What a served workspace lets go of once a day: uploads that nobody started, and what undoing old imports took."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Protocol

from api.imports.aside import Start, start_aside
from api.imports.job import Job, Task
from api.imports.keeping import overdue
from api.imports.staging import Staging
from api.repeating import Repeating
from api.workspace import Workspace
from orbit.errors import OrbitError, UsageError

log = logging.getLogger(__name__)
_FIRST_SECONDS, _DAY_SECONDS = 60.0, 86_400.0


def tidy(workspace: Workspace, *, at: datetime, start: Start = start_aside) -> bool:
    """Delete old uploads; say whether a process of its own was started that makes old imports final.

    Of several processes that serve one workspace, one starts it.
    """
    staging = Staging(workspace.settings.staging)
    staging.sweep(at)
    if not overdue(workspace, at=at):
        return False
    job = Job("im_keep", "", at.isoformat(), (), task=Task.KEEP)
    staging.make_room(job)
    with suppress(UsageError):
        start(workspace.settings, staging, job)
        return True
    return False


class Tidied(Protocol):
    """What can be tidied."""

    def tidy(self, at: datetime) -> object: ...


class Daily(Repeating):
    """A thread that has a workspace tidied soon after serving began, and then every day."""

    def __init__(
        self,
        workspace: Tidied,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        *,
        first: float = _FIRST_SECONDS,
        every: float = _DAY_SECONDS,
    ) -> None:
        super().__init__(self._tidy, "orbit-daily", first=first, every=every)
        self._workspace = workspace
        self._now = now

    def _tidy(self) -> None:
        try:
            self._workspace.tidy(self._now())
        except (OrbitError, OSError) as error:
            # It is tried again tomorrow; an import does the same on its way.
            log.warning("the workspace was not tidied: %s", type(error).__name__)

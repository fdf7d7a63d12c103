"""The compiled path search: loaded when it is worth the wait, kept on disk once compiled, never needed to be right."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Sequence
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING

from orbit.graph.ranking import Choice, EngineRanker, Found, Ranker
from orbit.graph.reach import FindHops
from orbit.graph.targets import TargetSearch
from orbit.graph.view import View

if TYPE_CHECKING:
    from orbit.graph.compiled.kit import Kit

log = logging.getLogger(__name__)
# Loading takes about as long as so many searches take without it, or as reach does among so many people.
MANY_SEARCHES = 500
MANY_PEOPLE = 300_000


class Compiler:
    """Loads the compiled search once, from `folder` where it was compiled before; without numba there is none."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kit: Kit | None = None
        self._tried = False
        self._loading = Lock()

    @property
    def ready(self) -> Kit | None:
        """What was loaded so far."""
        return self._kit

    def load(self) -> Kit | None:
        """Load it, and compile it where nobody has; None where numba is missing."""
        with self._loading:
            if not self._tried:
                self._kit = _load(self._folder)
                self._tried = True
        return self._kit

    def load_aside(self) -> None:
        """Load it in a thread; whoever asks meanwhile is answered without it."""
        Thread(target=self.load, daemon=True, name="orbit-compile").start()

    def find_hops(self, persons: int) -> FindHops | None:
        """What finds first hops among so many people; None for what needs no compiling."""
        kit = self.load() if persons >= MANY_PEOPLE else self._kit
        return None if kit is None else kit.first_hops


class QuickRanker:
    """Ranks by compiled code where that is loaded or worth loading, else by `EngineRanker`: the same answers."""

    def __init__(self, view: View, compiler: Compiler) -> None:
        self._view = view
        self._compiler = compiler
        self._plain = EngineRanker(view)
        self._compiled: Ranker | None = None

    def best(self, searches: Sequence[tuple[TargetSearch, Choice]]) -> list[Found]:
        """For each search the best ways (see `Ranker`)."""
        if self._compiled is None:
            kit = self._compiler.load() if len(searches) >= MANY_SEARCHES else self._compiler.ready
            self._compiled = None if kit is None else kit.ranker(self._view)
        return (self._compiled or self._plain).best(searches)


def _load(folder: Path) -> Kit | None:
    if find_spec("numba") is None:
        log.info("numba is not installed: paths are searched without compiled code")
        return None
    import numba

    from orbit.graph import compiled

    # What was compiled from other sources is of no use; a function does not know when one that it calls has changed.
    digest = blake2b(digest_size=8)
    for source in sorted(Path(compiled.__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    kept = folder / digest.hexdigest()
    for other in folder.glob("*"):
        if other != kept:
            shutil.rmtree(other, ignore_errors=True)
    numba.config.CACHE_DIR = str(kept)  # type: ignore[attr-defined]  # set up when numba is imported
    from orbit.graph.compiled.kit import make_kit

    return make_kit()

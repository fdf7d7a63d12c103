"""The compiled path search: loaded when it is worth the wait, kept on disk once compiled, never needed to be right."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from api.aside import start_python
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
# The name of a file that says that everything was compiled.
_WHOLE = "whole"


class Compiler:
    """Loads the compiled search once, from `folder` where it was compiled before; without numba there is none.

    A process of its own compiles what nobody has: for many seconds, in which this one answers and can be stopped.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kit: Kit | None = None
        self._tried = False
        self._loading = Lock()
        self._thread: Thread | None = None
        self._worker: subprocess.Popen[bytes] | None = None
        self._stopped = False
        self._stopping = Lock()

    @property
    def ready(self) -> Kit | None:
        """What was loaded so far."""
        return self._kit

    def load(self) -> Kit | None:
        """Load it, and have it compiled where nobody has; None where numba is missing, or once stopped."""
        with self._loading:
            if not self._tried:
                self._kit = self._load()
                self._tried = True
        return self._kit

    def load_aside(self) -> None:
        """Load it in a thread; whoever asks meanwhile is answered without it."""
        self._thread = Thread(target=self.load, daemon=True, name="orbit-compile")
        self._thread.start()

    def stop(self) -> None:
        """Compile no further, and wait for the thread: nothing may run in one when Python ends."""
        with self._stopping:
            self._stopped = True
            if self._worker is not None:
                self._worker.kill()
        if self._thread is not None:
            self._thread.join()

    def find_hops(self, persons: int) -> FindHops | None:
        """What finds first hops among so many people; None for what needs no compiling."""
        kit = self.load() if persons >= MANY_PEOPLE else self._kit
        return None if kit is None else kit.first_hops

    def _load(self) -> Kit | None:
        if find_spec("numba") is None:
            log.info("numba is not installed: paths are searched without compiled code")
            return None
        kept = _kept(self._folder)
        if not (kept / _WHOLE).exists():
            self._have_compiled(kept)
        return None if self._stopped else _make_kit(kept)

    def _have_compiled(self, kept: Path) -> None:
        """Wait for a process that compiles. Where it fails, what is missing is compiled here, once it is used."""
        with self._stopping:
            if self._stopped:
                return
            self._worker = start_python("api.compiling", "compile_for", {"kept": str(kept)}, apart=True)
        # However this ends, it closes the input of the process, which then leaves.
        with self._worker:
            self._worker.wait()


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


def compile_for(told: Mapping[str, Any]) -> None:
    """Compile into the folder that was `told`, or wait for a process that does; leave with whoever started this one."""
    Thread(target=_leave_with_starter, daemon=True).start()
    import fcntl  # Windows has none: there, compiling goes on where this process was started

    kept = Path(told["kept"])
    kept.mkdir(parents=True, exist_ok=True)
    with (kept / "turn").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not (kept / _WHOLE).exists():
            _make_kit(kept)
            (kept / _WHOLE).touch()


def _leave_with_starter() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(1)


def _kept(folder: Path) -> Path:
    """The folder for what is compiled of these sources; what was compiled of others is of no use and thrown away."""
    from orbit.graph import compiled

    # A function does not know when one that it calls has changed; what is compiled anew by the time of a file is told.
    digest = blake2b(metadata.version("numba").encode(), digest_size=8)
    for source in sorted(Path(compiled.__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
        digest.update(str(source.stat().st_mtime_ns).encode())
    kept = folder / digest.hexdigest()
    for other in folder.glob("*"):
        if other != kept:
            shutil.rmtree(other, ignore_errors=True)
    return kept


def _make_kit(kept: Path) -> Kit:
    import numba

    numba.config.CACHE_DIR = str(kept)  # type: ignore[attr-defined]  # set up when numba is imported
    from orbit.graph.compiled.kit import make_kit

    return make_kit()

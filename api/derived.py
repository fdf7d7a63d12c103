"""The files that were derived from one store: per revision its book and snapshot, per day the view; safe to delete."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from orbit.book import Book
from orbit.book.kept import open_book, save_book
from orbit.graph.snapshot import Snapshot, open_snapshot, save_snapshot
from orbit.graph.view import View, open_view, save_view, view_key
from orbit.model import Revision
from orbit.policy import Policy

log = logging.getLogger(__name__)
_VIEWS_KEPT = 8


class Derived:
    """Opens, keeps and drops files derived from the store of this identity; whoever maps them keeps their pages."""

    def __init__(self, folder: Path, identity: str, policy: Policy) -> None:
        self._all = folder
        # What was derived from another store, or from one that stood here before, is never taken for this one's.
        self._folder = folder / identity
        self._policy = policy

    def book(self, revision: Revision) -> Book | None:
        """The book of a revision, if it was kept."""
        return open_book(self._of(revision) / "book", revision)

    def snapshot(self, revision: Revision) -> Snapshot | None:
        """The snapshot of a revision, if it was kept."""
        return open_snapshot(self._of(revision) / "snapshot", revision)

    def view(self, revision: Revision, snapshot: Snapshot, as_of: date) -> View | None:
        """The view of a day at a revision, whose snapshot is given, if it was kept."""
        return open_view(snapshot, self._policy, as_of, self._view(revision, as_of))

    @property
    def matching(self) -> Path:
        """Where it is kept how everybody was matched, whatever came since."""
        return self._folder / "matching"

    def older(self, revision: Revision) -> Iterator[Revision]:
        """The revisions before one of which something may have been kept, newest first."""
        names = (folder.name.removeprefix("revision-") for folder in self._folder.glob("revision-*"))
        numbers = (Revision(int(name)) for name in names if name.isdecimal())
        return iter(sorted((number for number in numbers if number < revision), reverse=True))

    def keep(self, revision: Revision, book: Book, view: View) -> None:
        """Keep what a revision's answers for a day come from, as far as nobody has."""
        folder = self._of(revision)
        with _if_possible():
            if self.book(revision) is None:
                save_book(book, folder / "book", revision)
            if self.view(revision, view.snapshot, view.as_of) is None:
                save_view(view, self._view(revision, view.as_of))
            # The last of them: whoever finds it finds the others too.
            if self.snapshot(revision) is None:
                save_snapshot(view.snapshot, folder / "snapshot", revision)
            _drop_views(folder)

    def drop(self, revision: Revision) -> None:
        """Delete what was kept of a revision."""
        shutil.rmtree(self._of(revision), ignore_errors=True)

    def drop_others(self, revision: Revision) -> None:
        """Delete what was kept of all other revisions and of other stores."""
        for folder in (*self._all.glob("*"), *self._folder.glob("revision-*")):
            if folder not in {self._of(revision), self._folder}:
                shutil.rmtree(folder, ignore_errors=True)

    def _of(self, revision: Revision) -> Path:
        return self._folder / f"revision-{revision}"

    def _view(self, revision: Revision, as_of: date) -> Path:
        return self._of(revision) / view_key(self._policy, as_of)


def _drop_views(folder: Path) -> None:
    """Delete all but the newest views of a revision, so that asking for many days does not fill the disk."""
    views = [view for view in folder.glob("2*") if not view.suffix]
    for view in sorted(views, key=lambda view: view.stat().st_mtime, reverse=True)[_VIEWS_KEPT:]:
        shutil.rmtree(view, ignore_errors=True)


@contextmanager
def _if_possible() -> Iterator[None]:
    """Keep derived files where that works: no answer fails for want of room, or because another process tidies up."""
    try:
        yield
    except OSError as error:
        log.warning("derived files were not kept: %s", error.strerror)

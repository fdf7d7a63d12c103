"""What surfaces ask about matches, of one workspace."""

from __future__ import annotations

from copy import copy
from datetime import date, datetime

from api.presenter.asks.logbook import Author, Written
from api.presenter.forms import Json
from api.presenter.matches.deciding import Decision, decide_answer, undo_answer
from api.presenter.matches.finding import Findings, Said
from api.presenter.matches.learning import recalibrate_answer
from api.presenter.matches.listing import Ranked, decided_answer, match_answer, matches_answer, open_forms, open_matches
from api.presenter.matches.telling import record_key, why_answer
from api.presenter.matches.weighed import Scales
from api.workspace import Scene, Workspace
from orbit.model import EntityId, EntityKind
from orbit.resolve import review
from orbit.resolve.review import Pair


class Matches:
    """Answers about matches. Raises NotFound for numbers that do not stand and records that are not there."""

    def __init__(self, workspace: Workspace, viewer: EntityId | None = None) -> None:
        self._workspace = workspace
        self._viewer = viewer
        self._scales = Scales(workspace.store, workspace.policy.matching, workspace.memory)
        self._findings = Findings(workspace)

    def seen_by(self, viewer: EntityId | None) -> Matches:
        """Answer as this person may see it, from what was read for all."""
        seen = copy(self)
        seen._viewer = viewer
        return seen

    def open(self, kind: EntityKind, *, limit: int, cursor: str | None, as_of: date) -> Json:
        """Which matches should somebody decide first?"""
        scene = self._scene(as_of)
        return matches_answer(self._workspace.store, scene, kind, limit=limit, cursor=cursor)

    def ranked(self, kind: EntityKind, *, as_of: date) -> list[Ranked]:
        """All that are open, in that order, without their records."""
        return open_matches(self._workspace.store, self._scene(as_of), kind)

    def shown(self, one: Ranked) -> Json:
        """One of these, with its records."""
        return next(open_forms(self._workspace.store, None, [one]))

    def decided(self, kind: EntityKind, *, limit: int, as_of: date | None = None) -> Json:
        """What has been decided? Without a day, as whoever holds the files of the workspace may read it."""
        scene = None if as_of is None else self._scene(as_of)
        return decided_answer(self._workspace.store, scene, kind, limit)

    def one(self, number: int, *, as_of: date) -> Json:
        """What is this match about, and what speaks for and against it?"""
        told = match_answer(self._workspace.store, self._scene(as_of), number)
        return told | {"why": self.why_of(number, as_of=as_of)}

    def find(self, said: Said, *, limit: int, as_of: date) -> Json:
        """Whom does a record mean, and how sure is that?"""
        return self._findings.answer(self._scene(as_of), said, limit)

    def why(self, left: str, right: str, kind: EntityKind | None = None, *, as_of: date | None = None) -> Json:
        """Why are these two records one, or two? Without a kind, that which both are of; for the day see `decided`."""
        store, keys = self._workspace.store, [record_key(left), record_key(right)]
        known = kind or next((each for each in EntityKind if len(store.entities(each, keys)) == 2), EntityKind.PERSON)
        scene = None if as_of is None else self._scene(as_of)
        return why_answer(store, scene, self._scales, Pair(known, *keys))

    def why_of(self, number: int, *, as_of: date | None = None) -> Json:
        """The same of the two records of a judgement."""
        store, scene = self._workspace.store, None if as_of is None else self._scene(as_of)
        return why_answer(store, scene, self._scales, review.pair_of(review.question(store, number).judgement))

    def decide(self, decision: Decision, author: Author) -> Written:
        """Say whether the two are one."""
        return decide_answer(self._workspace.store, self._workspace.policy, decision, author)

    def undo(self, number: int, author: Author) -> Json:
        """Take a decision back."""
        return undo_answer(self._workspace.store, number, author)

    def _scene(self, as_of: date) -> Scene:
        return self._workspace.scene(as_of, self._viewer)

    def recalibrate(self, *, at: datetime, dry_run: bool) -> Json:
        """What do the answers teach?"""
        return recalibrate_answer(self._workspace, at=at, dry_run=dry_run)

"""The one presenter: questions in the users' words in, JSON-ready answers out."""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from api.presenter.accounts import account_answer, accounts_answer, search_answer
from api.presenter.asked import PathsRequest, Question
from api.presenter.asks import AsksWanted, ask_answer, asks_answer, chosen_of, owed_answer
from api.presenter.asks_crm import salesforce_rows
from api.presenter.champions import champions_answer, champions_calendar
from api.presenter.everything import everything_answer
from api.presenter.forms import Json
from api.presenter.linting import lint_answer
from api.presenter.logbook import Author, Happening, Wish, Written, log_answer, plan_answer
from api.presenter.lookup import find_company, find_person
from api.presenter.measures import MeasuresRequest, measures_answer
from api.presenter.packet_preview import PreviewWanted, preview_answer
from api.presenter.paths import paths_answer
from api.presenter.people import person_answer
from api.presenter.questions import Answer, confirm_tie, questions_answer
from api.presenter.reps import find_asker, find_rep, owner_of
from api.presenter.session import session_answer
from api.presenter.week import week_answer
from api.workspace import Scene, Workspace
from orbit.errors import StoreBusy
from orbit.store.asking import Moment

if TYPE_CHECKING:
    from api.presenter.matches import Matches


class Presenter:
    """Answers about one workspace. Raises NotFound for names that lead nowhere, StoreError when the store fails."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    @cached_property
    def matches(self) -> Matches:
        """What answers about matches; it loads the matcher, which all else does without."""
        from api.presenter.matches import Matches

        return Matches(self._workspace)

    def revision(self) -> int:
        """The number of committed changes that an answer given now rests on."""
        return self._workspace.store.revision()

    def moment(self) -> Moment:
        """How far the graph and the log of asks have come on which an answer given now rests."""
        return self._workspace.store.moment()

    def policy_digest(self) -> str:
        """The name of the exact set of policy values, and of the workspace's own words, that answers rest on."""
        return self._workspace.digest

    def paths(self, account: str, request: PathsRequest) -> Json:
        """Who can reach this account?"""
        store = self._workspace.store
        scene, before = self._scenes(request)
        number = find_company(store, scene, account)
        asker = find_asker(store, scene, request.requester) if request.requester else owner_of(scene, number)
        question = Question.of(store, scene, number, asker, request)
        return _stamped(scene, paths_answer(store, scene, question, before))

    def accounts(self, *, as_of: date, limit: int, cursor: str | None, signal: tuple[str, ...] = ()) -> Json:
        """Which target accounts have a good moment now?"""
        return accounts_answer(self._workspace.scene(as_of), limit=limit, cursor=cursor, signal=signal)

    def account(self, key: str, *, as_of: date) -> Json:
        """What is known of this account?"""
        scene = self._workspace.scene(as_of)
        return account_answer(scene, find_company(self._workspace.store, scene, key))

    def week(self, *, rep: str | None, as_of: date, what_if: tuple[str, ...] = ()) -> Json:
        """Whom do we ask this week, and what would other limits change?"""
        scene, store = self._workspace.scene(as_of), self._workspace.store
        return _stamped(scene, week_answer(store, scene, find_rep(scene, rep) if rep else None, what_if))

    def champions(self, *, rep: str | None, as_of: date) -> Json:
        """Which champions may be asked, until when, and for whom?"""
        scene, store = self._workspace.scene(as_of), self._workspace.store
        return _stamped(scene, champions_answer(store, scene, find_rep(scene, rep) if rep else None))

    def champions_calendar(self, *, rep: str | None, as_of: date) -> str:
        """On which days may they be asked, as an iCalendar file?"""
        scene = self._workspace.scene(as_of)
        return champions_calendar(scene, find_rep(scene, rep) if rep else None)

    def person(self, key: str, *, as_of: date) -> Json:
        """Who is this, and how do we know?"""
        scene, store = self._workspace.scene(as_of), self._workspace.store
        return person_answer(store, scene, find_person(store, scene, key))

    def everything(self, key: str, *, as_of: date) -> Json:
        """What is kept about this person, all of it?"""
        scene, store = self._workspace.scene(as_of), self._workspace.store
        return everything_answer(store, scene, find_person(store, scene, key))

    def search(self, text: str, *, limit: int, as_of: date) -> Json:
        """Which accounts are called something like this?"""
        return search_answer(self._workspace.scene(as_of), text, limit)

    def asks(self, wanted: AsksWanted, *, rep: str | None, as_of: date) -> Json:
        """Which asks have been made, and what is left to do for them?"""
        scene, store = self._workspace.scene(as_of), self._workspace.store
        return asks_answer(scene, wanted, chosen_of(store, scene, wanted, rep))

    def ask(self, number: int, *, as_of: date) -> Json:
        """How far has this ask come?"""
        return ask_answer(self._workspace.scene(as_of), number)

    def owed(self, *, rep: str | None, as_of: date) -> Json:
        """What do we owe those who were asked?"""
        scene = self._workspace.scene(as_of)
        return owed_answer(scene, find_rep(scene, rep) if rep else None)

    def measures(self, request: MeasuresRequest, *, rep: str | None, as_of: date) -> Json:
        """What do the asks of a month come to?"""
        scene = self._workspace.scene(as_of)
        return _stamped(scene, measures_answer(scene, find_rep(scene, rep) if rep else None, request))

    def session(self, *, rep: str | None, month: str | None, as_of: date) -> Json:
        """Whom does each rep ask until the next session, when, and with which words?"""
        scene, store = self._workspace.scene(as_of), self._workspace.store
        return _stamped(scene, session_answer(store, scene, find_rep(scene, rep) if rep else None, month))

    def salesforce_asks(self, object_name: str, *, rep: str | None, as_of: date) -> list[dict[str, str]]:
        """Which asks belong into the CRM, and what of them?"""
        scene, store = self._workspace.scene(as_of), self._workspace.store
        return salesforce_rows(store, scene, object_name, chosen_of(store, scene, AsksWanted(), rep))

    def plan_ask(self, wish: Wish, author: Author) -> Written:
        """Plan this ask, if it may be made."""
        return plan_answer(self._workspace, wish, author)

    def log_event(self, number: int, happening: Happening, author: Author) -> Written:
        """Log what has become of this ask."""
        return log_answer(self._workspace, number, happening, author)

    def lint(self, text: str, *, as_of: date) -> Json:
        """What is wrong with this ask, as a rep would send it?"""
        return lint_answer(self._workspace.store, self._workspace.scene(as_of), text)

    def packet_preview(self, wanted: PreviewWanted, *, as_of: date) -> Json:
        """What do the templates make of a real path?"""
        return preview_answer(self._workspace.store, self._workspace.scene(as_of), wanted)

    def questions(self, *, as_of: date) -> Json:
        """Which ties should we ask about first?"""
        return questions_answer(self._workspace.scene(as_of))

    def confirm(self, answer: Answer, *, at: datetime) -> Json:
        """Keep what somebody says of two people."""
        return confirm_tie(self._workspace, self._workspace.scene(answer.on), answer, at=at)

    def _scenes(self, request: PathsRequest) -> tuple[Scene, Scene | None]:
        """The day asked for and the one to compare it with, both of one revision."""
        before = None if request.diff is None else self._workspace.scene(request.diff)
        scene = self._workspace.scene(request.as_of)
        if before is not None and before.revision != scene.revision:
            raise StoreBusy("The workspace is being written right now. Ask again in a moment.")
        return scene, before


def _stamped(scene: Scene, answer: Json) -> Json:
    """Name the set of policy values that an answer rests on."""
    return {**answer, "policy": scene.policy.digest}

"""The one presenter: questions in the users' words in, JSON-ready answers out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from api.presenter.asks.asks import AsksWanted, asks_answer, chosen_of, favours_answer, owed_answer
from api.presenter.asks.asks_crm import salesforce_rows
from api.presenter.asks.board import board_answer
from api.presenter.asks.logbook import (
    Author,
    Happening,
    Wish,
    Written,
    log_answer,
    plan_answer,
    put_back_answer,
    skip_answer,
)
from api.presenter.asks.oneask import one_ask
from api.presenter.champions.championlist import ChampionsWanted, champion_list_answer
from api.presenter.champions.champions import champions_answer, champions_calendar
from api.presenter.finding.accounts import account_answer, accounts_answer, search_answer
from api.presenter.finding.destination import find_destination
from api.presenter.finding.everything import everything_answer
from api.presenter.finding.lookup import find_company, find_person
from api.presenter.finding.people import person_answer
from api.presenter.finding.staff import staff_answer
from api.presenter.finding.suggesting import suggest_answer
from api.presenter.forms import Json
from api.presenter.month.claims import Claiming, claims_digest, claims_on_file, log_claim
from api.presenter.month.measures import MeasuresRequest, measures_answer
from api.presenter.month.questions import Answer, confirm_tie, questions_answer
from api.presenter.month.session import session_answer
from api.presenter.packets.linting import lint_answer
from api.presenter.packets.packet_preview import PreviewWanted, preview_answer
from api.presenter.paths.asked import MOST_PATHS, PathsRequest, Question
from api.presenter.paths.neighbourhood import Around, neighbourhood_answer
from api.presenter.paths.paths import paths_answer
from api.presenter.sharing.sharing import Wanted, set_sharing, sharing_answer, viewer_of
from api.presenter.sharing.uploads import uploads_answer
from api.presenter.week.reps import find_asker, find_rep, owner_of, reps_answer
from api.presenter.week.week import week_answer
from api.workspace import Scene, Workspace
from orbit.errors import NotFound, StoreBusy
from orbit.model import EntityId, Level
from orbit.store.asking import Moment

if TYPE_CHECKING:
    from api.presenter.imports.imports import Imports
    from api.presenter.matches import Matches
    from api.settling import Settling


class Presenter:
    """Answers about one workspace. Raises NotFound for names that lead nowhere, StoreError when the store fails."""

    def __init__(self, workspace: Workspace, viewer: EntityId | None = None, whole: Presenter | None = None) -> None:
        """A `whole` one keeps for all viewers what takes long to make."""
        self._workspace = workspace
        self._viewer = viewer
        self._whole = whole

    def seen_by(self, key: str | None) -> Presenter:
        """Answer as this person may see it (an e-mail, or any key of theirs); None, or somebody unknown, as anybody."""
        return Presenter(self._workspace, viewer_of(self._workspace.store, key) if key else None, self._whole or self)

    @cached_property
    def imports(self) -> Imports:
        """What was imported, what is on its way, and undoing it."""
        # Reading files is loaded for those who import, and for nobody else.
        from api.presenter.imports.imports import Imports

        return Imports(self._workspace)

    @cached_property
    def matches(self) -> Matches:
        """What answers about matches; it loads the matcher, which all else does without."""
        from api.presenter.matches import Matches

        whole = None if self._whole is None else self._whole.matches
        return Matches(self._workspace, self._viewer) if whole is None else whole.seen_by(self._viewer)

    @cached_property
    def settling(self) -> Settling:
        """What answers about settings, and changes them."""
        from api.settling import Settling

        return Settling(self._workspace)

    def revision(self) -> int:
        """The number of committed changes that an answer given now rests on."""
        return self._workspace.store.revision()

    def moment(self) -> Moment:
        """How far the graph and the log of asks have come on which an answer given now rests."""
        return self._workspace.store.moment()

    def policy_digest(self) -> str:
        """The name of the policy values and the workspace's own words that answers rest on, and of who sees them."""
        return self._workspace.digest if self._viewer is None else f"{self._workspace.digest}@{self._viewer}"

    def paths(self, account: str, request: PathsRequest) -> Json:
        """Who can reach this account?"""
        store = self._workspace.store
        scene, before = self._scenes(request)
        number = find_destination(store, scene, account)
        asker = find_asker(store, scene, request.requester) if request.requester else owner_of(scene, number)
        question = Question.of(store, scene, number, asker, request)
        return _stamped(scene, paths_answer(store, scene, question, before, self._scene(request.as_of)))

    def neighbourhood(self, account: str, around: Around, *, requester: str | None, as_of: date) -> Json:
        """Who stands between us and this account?"""
        scene, store = self._scene(as_of), self._workspace.store
        number = find_company(store, scene, account)
        asker = find_asker(store, scene, requester) if requester else owner_of(scene, number)
        request = PathsRequest(requester, None, MOST_PATHS, as_of)
        question = Question.of(store, scene, number, asker, request)
        return _stamped(scene, neighbourhood_answer(store, scene, question, around))

    def accounts(self, *, as_of: date, limit: int, cursor: str | None, signal: tuple[str, ...] = ()) -> Json:
        """Which target accounts have a good moment now?"""
        scene = self._scene(as_of)
        return _stamped(scene, accounts_answer(scene, limit=limit, cursor=cursor, signal=signal))

    def account(self, key: str, *, as_of: date) -> Json:
        """What is known of this account?"""
        scene = self._scene(as_of)
        return _stamped(scene, account_answer(scene, find_company(self._workspace.store, scene, key)))

    def staff(self, key: str, *, limit: int, as_of: date) -> Json:
        """Who works at this account?"""
        scene = self._scene(as_of)
        return staff_answer(scene, find_company(self._workspace.store, scene, key), limit)

    def reps(self, *, as_of: date) -> Json:
        """In whose name do we ask?"""
        scene = self._scene(as_of)
        return reps_answer(scene)

    def favours(self) -> Json:
        """What can a connector get in return?"""
        return favours_answer(self._workspace.policy)

    def week(self, *, rep: str | None, as_of: date, what_if: tuple[str, ...] = ()) -> Json:
        """Whom do we ask this week, and what would other limits change?"""
        scene, store = self._scene(as_of), self._workspace.store
        return _stamped(scene, week_answer(store, scene, find_rep(scene, rep) if rep else None, what_if))

    def champions(self, *, rep: str | None, as_of: date) -> Json:
        """Which champions may be asked, until when, and for whom?"""
        scene, store = self._scene(as_of), self._workspace.store
        return _stamped(scene, champions_answer(store, scene, find_rep(scene, rep) if rep else None))

    def champion_list(self, wanted: ChampionsWanted, *, rep: str | None, as_of: date) -> Json:
        """Which champions come first, and when do windows close?"""
        scene, store = self._scene(as_of), self._workspace.store
        return _stamped(scene, champion_list_answer(store, scene, find_rep(scene, rep) if rep else None, wanted))

    def champions_calendar(self, *, rep: str | None, as_of: date) -> str:
        """On which days may they be asked, as an iCalendar file?"""
        scene = self._scene(as_of)
        return champions_calendar(scene, find_rep(scene, rep) if rep else None)

    def person(self, key: str, *, as_of: date) -> Json:
        """Who is this, and how do we know?"""
        scene, store = self._scene(as_of), self._workspace.store
        return person_answer(store, scene, find_person(store, scene, key))

    def everything(self, key: str, *, as_of: date) -> Json:
        """What is kept about this person, all of it?"""
        scene, store = self._workspace.whole(as_of), self._workspace.store
        return everything_answer(store, scene, find_person(store, scene, key, exact=True))

    def search(self, text: str, *, limit: int, as_of: date) -> Json:
        """Which accounts are called something like this?"""
        return search_answer(self._scene(as_of), text, limit)

    def suggest(self, text: str, *, limit: int, as_of: date) -> Json:
        """Which accounts and people could this text mean?"""
        return suggest_answer(self._workspace.store, self._scene(as_of), text, limit)

    def asks(self, wanted: AsksWanted, *, rep: str | None, as_of: date) -> Json:
        """Which asks have been made, and what is left to do for them?"""
        scene, store = self._scene(as_of), self._workspace.store
        return _stamped(scene, asks_answer(scene, wanted, chosen_of(store, scene, wanted, rep)))

    def ask(self, number: int, *, as_of: date) -> Json:
        """How far has this ask come?"""
        return one_ask(self._workspace.store, self._scene(as_of), number)

    def owed(self, *, rep: str | None, as_of: date) -> Json:
        """What do we owe those who were asked?"""
        scene = self._scene(as_of)
        return _stamped(scene, owed_answer(scene, find_rep(scene, rep) if rep else None))

    def measures(self, request: MeasuresRequest, *, rep: str | None, as_of: date) -> Json:
        """What do the asks of a month come to?"""
        scene, claims = self._scene(as_of), claims_on_file(self._workspace.store)
        store, only = self._workspace.store, find_rep(scene, rep) if rep else None
        return _stamped(scene, measures_answer(store, scene, only, request, claims))

    def claim(self, told: Claiming, *, as_of: date, by: str, at: datetime) -> Json:
        """Keep how many asks a rep says to have made."""
        return log_claim(self._workspace.store, self._scene(as_of), told, by=by, at=at)

    def claims_digest(self) -> str:
        """What is claimed until now, as a name that changes with it."""
        return claims_digest(self._workspace.store)

    def session(self, *, rep: str | None, month: str | None, as_of: date) -> Json:
        """Whom does each rep ask until the next session, when, and with which words?"""
        scene, store = self._scene(as_of), self._workspace.store
        return _stamped(scene, session_answer(store, scene, find_rep(scene, rep) if rep else None, month))

    def board(self, wanted: AsksWanted, *, rep: str | None, as_of: date) -> Json:
        """How far have all asks come?"""
        scene, store = self._scene(as_of), self._workspace.store
        return _stamped(scene, board_answer(scene, wanted, chosen_of(store, scene, wanted, rep)))

    def is_rep(self, email: str, *, as_of: date) -> bool:
        """Is this a colleague in whose name we ask?"""
        try:
            find_rep(self._scene(as_of), email)
        except NotFound:
            return False
        return True

    def salesforce_asks(self, object_name: str, *, rep: str | None, as_of: date) -> list[dict[str, str]]:
        """Which asks belong into the CRM, and what of them?"""
        scene, store = self._scene(as_of), self._workspace.store
        return salesforce_rows(store, scene, object_name, chosen_of(store, scene, AsksWanted(), rep))

    def plan_ask(self, wish: Wish, author: Author) -> Written:
        """Plan this ask, if it may be made."""
        return plan_answer(self._workspace, wish, replace(author, viewer=self._viewer))

    def log_event(self, number: int, happening: Happening, author: Author) -> Written:
        """Log what has become of this ask."""
        return log_answer(self._workspace, number, happening, replace(author, viewer=self._viewer))

    def skip_ask(self, wish: Wish, author: Author) -> Written:
        """Take this ask off the list of the week."""
        return skip_answer(self._workspace, wish, replace(author, viewer=self._viewer))

    def put_back(self, number: int, author: Author) -> Written:
        """Let the plan choose this skipped ask again."""
        return put_back_answer(self._workspace, number, replace(author, viewer=self._viewer))

    def lint(self, text: str, *, as_of: date) -> Json:
        """What is wrong with this ask, as a rep would send it?"""
        scene = self._scene(as_of)
        return _stamped(scene, lint_answer(self._workspace.store, scene, text))

    def packet_preview(self, wanted: PreviewWanted, *, as_of: date) -> Json:
        """What do the templates make of a real path?"""
        scene = self._scene(as_of)
        return _stamped(scene, preview_answer(self._workspace.store, scene, wanted))

    def questions(self, *, as_of: date) -> Json:
        """Which ties should we ask about first?"""
        scene = self._scene(as_of)
        return _stamped(scene, questions_answer(scene))

    def confirm(self, answer: Answer, *, at: datetime) -> Json:
        """Keep what somebody says of two people."""
        return confirm_tie(self._workspace, self._scene(answer.on), answer, at=at)

    def sharing(self) -> Json:
        """What does the viewer share of their own uploads?"""
        return sharing_answer(self._workspace, self._viewer)

    def uploads(self, email: str, *, as_of: date) -> Json:
        """What did somebody upload of their own, and who sees it?"""
        return uploads_answer(self._workspace, self._workspace.whole(as_of), email)

    def share(self, email: str, level: Level, *, by: str, at: datetime, only_less: bool = False) -> Json:
        """Share so much of somebody's uploads from now on; `only_less` refuses what would show more than before."""
        return set_sharing(self._workspace, Wanted(email, level, by, only_less=only_less), at=at)

    def _scene(self, as_of: date) -> Scene:
        return self._workspace.scene(as_of, self._viewer)

    def _scenes(self, request: PathsRequest) -> tuple[Scene, Scene | None]:
        """The day asked for and the one to compare it with, both of one revision."""
        days = [day for day in (request.diff, request.as_of) if day is not None]
        *earlier, scene = (self._workspace.scene(day, self._viewer, unnamed=True) for day in days)
        before = earlier[0] if earlier else None
        if before is not None and before.revision != scene.revision:
            raise StoreBusy("The workspace is being written right now. Ask again in a moment.")
        return scene, before


def _stamped(scene: Scene, answer: Json) -> Json:
    """Name the set of policy values that an answer rests on."""
    return {**answer, "policy": scene.policy.digest}

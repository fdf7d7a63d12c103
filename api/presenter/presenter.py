"""The one presenter: questions in the users' words in, JSON-ready answers out."""

from __future__ import annotations

from datetime import date

from api.presenter.accounts import account_answer, accounts_answer, search_answer
from api.presenter.asked import PathsRequest, Question
from api.presenter.champions import champions_answer
from api.presenter.everything import everything_answer
from api.presenter.forms import Json
from api.presenter.lookup import find_company, find_person
from api.presenter.paths import paths_answer
from api.presenter.people import person_answer
from api.presenter.reps import find_asker, find_rep, owner_of
from api.presenter.week import week_answer
from api.workspace import Scene, Workspace
from orbit.errors import StoreBusy


class Presenter:
    """Answers about one workspace. Raises NotFound for names that lead nowhere, StoreError when the store fails."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def revision(self) -> int:
        """The number of committed changes that an answer given now rests on."""
        return self._workspace.store.revision()

    def policy_digest(self) -> str:
        """The name of the exact set of policy values that answers rest on."""
        return self._workspace.policy.digest

    def paths(self, account: str, request: PathsRequest) -> Json:
        """Who can reach this account?"""
        store = self._workspace.store
        scene, before = self._scenes(request)
        number = find_company(store, scene, account)
        asker = find_asker(store, scene, request.requester) if request.requester else owner_of(scene, number)
        question = Question.of(store, scene, number, asker, request)
        return paths_answer(store, scene, question, before)

    def accounts(self, *, as_of: date, limit: int, cursor: str | None, signal: tuple[str, ...] = ()) -> Json:
        """Which target accounts have a good moment now?"""
        return accounts_answer(self._workspace.scene(as_of), limit=limit, cursor=cursor, signal=signal)

    def account(self, key: str, *, as_of: date) -> Json:
        """What is known of this account?"""
        scene = self._workspace.scene(as_of)
        return account_answer(scene, find_company(self._workspace.store, scene, key))

    def week(self, *, rep: str | None, as_of: date) -> Json:
        """Whom do we ask this week?"""
        scene, store = self._workspace.scene(as_of), self._workspace.store
        return week_answer(store, scene, find_rep(scene, rep) if rep else None)

    def champions(self, *, rep: str | None, as_of: date) -> Json:
        """Which champions may be asked?"""
        scene = self._workspace.scene(as_of)
        return champions_answer(scene, find_rep(scene, rep).requester if rep else None)

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

    def _scenes(self, request: PathsRequest) -> tuple[Scene, Scene | None]:
        """The day asked for and the one to compare it with, both of one revision."""
        before = None if request.diff is None else self._workspace.scene(request.diff)
        scene = self._workspace.scene(request.as_of)
        if before is not None and before.revision != scene.revision:
            raise StoreBusy("The workspace is being written right now. Ask again in a moment.")
        return scene, before

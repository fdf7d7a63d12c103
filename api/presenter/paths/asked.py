"""What is asked of an account: the request as users make it, and the same with its names looked up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from api.presenter.finding.lookup import find_person
from api.presenter.forms import heat_of
from api.presenter.paths.warm import Asker
from api.workspace import Scene
from orbit.asks.wording import say_day
from orbit.errors import UsageError
from orbit.graph.ranking import Choice
from orbit.graph.targets import TargetSearch
from orbit.model import Circle
from orbit.store.base import Store
from orbit.titles import JobFunction, Seniority

MOST_PATHS = 100


@dataclass(frozen=True, slots=True)
class PathsRequest:
    """Which paths into an account are wanted, in whose name, seen from which day.

    Only to people of these `functions` and `seniorities`, only through connectors of these `circles`, none over the
    people whom the keys in `without` name; what is empty excludes nobody. On none is a tie weaker than `min_strength`.
    `why` asks what each score is made of and what would raise it, `diff` what has changed since that day. Where
    `towards` names somebody, only the paths to them are told of all that are found, or all where there are none;
    `most` of these at most.
    """

    requester: str | None
    title: str | None
    limit: int
    as_of: date
    functions: tuple[JobFunction, ...] = ()
    seniorities: tuple[Seniority, ...] = ()
    circles: tuple[Circle, ...] = ()
    without: tuple[str, ...] = ()
    min_strength: float = 0.0
    why: bool = False
    diff: date | None = None
    towards: str | None = None
    most: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.limit <= MOST_PATHS:
            raise UsageError(f"limit must be 1 to {MOST_PATHS}, got {self.limit}")
        if not 0.0 <= self.min_strength <= 1.0:
            raise UsageError(f"the least strength of a tie must be 0 to 1, got {self.min_strength}")
        if self.diff is not None and self.diff >= self.as_of:
            raise UsageError(f"diff must be a day before {say_day(self.as_of)}, got {say_day(self.diff)}")


@dataclass(frozen=True, slots=True)
class Question:
    """A request with its names looked up; it can be asked of any day of one revision."""

    account: int
    asker: Asker | None
    barred: frozenset[int]
    request: PathsRequest
    target: int | None = None

    @classmethod
    def of(cls, store: Store, scene: Scene, account: int, asker: Asker | None, request: PathsRequest) -> Question:
        """Look up the people to leave out, and whom to reach; raises NotFound for a key that names nobody."""
        barred = frozenset(find_person(store, scene, key) for key in request.without)
        target = find_person(store, scene, request.towards) if request.towards else None
        return cls(account, asker, barred, request, target)

    def search(self, scene: Scene) -> TargetSearch:
        """Whom we look for on the scene's day."""
        asked = self.request
        return search_at(scene, self.account, asked.title, frozenset(asked.functions), frozenset(asked.seniorities))

    def choice(self, scene: Scene) -> Choice:
        """Which ways are wanted on the scene's day."""
        asker = None if self.asker is None else self.asker.number
        return Choice(
            self.request.limit,
            self.barred,
            asker,
            no_connector=self._outside(scene),
            min_strength=self.request.min_strength,
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether some of our people may be on no path."""
        return bool(self.barred or self.request.circles)

    def _outside(self, scene: Scene) -> frozenset[int]:
        """Those of our people who are in none of the circles asked for."""
        wanted = set(self.request.circles)
        if not wanted:
            return frozenset()
        return frozenset(who for who, circles in circles_of_ours(scene).items() if not wanted & circles)


def search_at(
    scene: Scene,
    account: int,
    title: str | None = None,
    functions: frozenset[JobFunction] = frozenset(),
    seniorities: frozenset[Seniority] = frozenset(),
) -> TargetSearch:
    """What is looked for at an account: its people today, by its signals' heat, perhaps only some of them."""
    today, warmth = scene.as_of.toordinal(), heat_of(scene, account).value
    return TargetSearch(account, today, warmth, title, functions, seniorities)


def circles_of_ours(scene: Scene) -> Mapping[int, frozenset[Circle]]:
    """In which circles each of our people is on the scene's day, by person number."""
    return scene.once("circles", _circles)


def _circles(scene: Scene) -> dict[int, frozenset[Circle]]:
    ours = np.flatnonzero(np.asarray(scene.view.reach.willing) > 0).tolist()
    people = ((number, scene.view.snapshot.person_entity(number)) for number in ours)
    return {number: frozenset(scene.verdict(entity, scene.anybody).circles) for number, entity in people}

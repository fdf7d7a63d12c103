"""One path seen from one day: how good it is there, or why there is none, and which facts were known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from api.presenter.doubts import doubts_about, how_sure
from api.presenter.forms import heat_of
from api.presenter.paths.asked import Question
from api.presenter.paths.warm import WarmPath, stops, warm_paths
from api.workspace import Scene
from orbit.graph.difference import best_way
from orbit.graph.explain import explain_ties
from orbit.graph.targets import NOBODY, TargetSearch, fits, reply_of
from orbit.model import EntityId, FactId


class Absence(StrEnum):
    """Why there is no path between two people on a day, by the factor that is missing."""

    NOT_OURS = "not_ours"
    LEFT_OUT = "left_out"
    NOT_THERE = "not_there"
    NO_TIE = "no_tie"
    TOO_WEAK = "too_weak"


@dataclass(frozen=True, slots=True)
class Side:
    """A day's best way from one connector to one target, or why there is none."""

    scene: Scene
    search: TargetSearch
    connector: int
    target: int
    path: WarmPath | None
    absence: Absence | None

    @property
    def score(self) -> float:
        """How good it is, 0 where there is none."""
        return 0.0 if self.path is None else self.path.score


def side_of(scene: Scene, question: Question, pair: tuple[int, int]) -> Side:
    """Look for the best way of a pair on the scene's day, under what the question leaves out."""
    connector, target = pair
    search, choice = question.search(scene), question.choice(scene)

    def side(path: WarmPath | None, absence: Absence | None) -> Side:
        return Side(scene, search, connector, target, path, absence)

    view, job = scene.view, int(scene.view.jobs[target])
    if not view.reach.willing[connector] > 0:
        return side(None, Absence.NOT_OURS)
    if connector in choice.without | choice.no_connector:
        return side(None, Absence.LEFT_OUT)
    if job == NOBODY or not fits(view.snapshot, view.places, job, search):
        return side(None, Absence.NOT_THERE)
    reply = reply_of(view.places, job, search, scene.policy.reply).value * how_sure(doubts_about(scene, [target]))
    way = best_way(view, pair, reply, choice.search)
    if way is None:
        return side(None, Absence.TOO_WEAK if choice.min_strength else Absence.NO_TIE)
    return side(warm_paths(scene, [(way, search)], question.asker)[0], None)


class Bearing(StrEnum):
    """What of a path a fact bears on."""

    ROLE = "role"
    VERDICT = "verdict"
    TIES = "ties"
    JOB = "job"
    SIGNALS = "signals"


def told_facts(side: Side, people: list[int]) -> dict[Bearing, list[FactId]]:
    """The facts that decide a path of these people on a day."""
    scene, snapshot = side.scene, side.scene.view.snapshot
    connector = snapshot.person_entity(side.connector)
    ties = explain_ties(snapshot, scene.view.ties, list(pairwise(people)))
    signals = heat_of(scene, side.search.company).parts
    reasons = scene.verdict(connector, scene.anybody).reasons
    return {
        Bearing.ROLE: [role.fact for role in scene.book.roles_of(connector, scene.as_of)],
        Bearing.VERDICT: [fact for reason in reasons for fact in reason.facts],
        Bearing.TIES: [fact for tie in ties for fact in tie.facts],
        Bearing.JOB: _job_facts(scene, side.target),
        Bearing.SIGNALS: [part.signal.fact for part in signals],
    }


def known_facts(side: Side, people: list[int]) -> frozenset[FactId]:
    """Every fact about a path's people, the connector's customers and the account that was known on a day."""
    scene = side.scene
    connector = scene.view.snapshot.person_entity(side.connector)
    known = {fact for person in people for fact in _facts_of(scene, person)}
    known.update(role.fact for role in scene.book.roles_of(connector, scene.as_of))
    known.update(signal.fact for signal in scene.book.signals(_account(side), scene.as_of))
    return frozenset(known | set(_champion_facts(scene, connector)))


def way_of(side: Side) -> list[int]:
    """The people of a side's way, from the connector on."""
    return list(dict.fromkeys([side.connector, side.target])) if side.path is None else stops(side.path.found)


def _account(side: Side) -> EntityId:
    return side.scene.view.snapshot.company_entity(side.search.company)


def _job_facts(scene: Scene, person: int) -> list[FactId]:
    job = int(scene.view.jobs[person])
    if job == NOBODY:
        return []
    return list(map(scene.view.snapshot.fact, scene.view.places.facts(job, job + 1)))


def _facts_of(scene: Scene, person: int) -> Iterator[FactId]:
    here, ties, snapshot = scene.view.places, scene.view.ties, scene.view.snapshot
    yield from map(snapshot.fact, here.facts(here.person_at.item(person), here.person_at.item(person + 1)))
    rows = ties.row[ties.tie_at[person] : ties.tie_at[person + 1]]
    yield from map(snapshot.tie, ties.fact[rows].tolist())


def _champion_facts(scene: Scene, person: EntityId) -> Iterator[FactId]:
    for seat in scene.book.seats(person, scene.as_of):
        yield from seat.sources.values()
        account = scene.book.account(seat.company, scene.as_of)
        yield from account.sources.values() if account else ()
        for event in scene.book.triggers(seat.company, person, scene.as_of):
            yield from event.facts

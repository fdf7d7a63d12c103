"""Twelve weeks of asking at the fictional company, with the answers that are true there, under several ways to choose.

All ways choose among the same paths. The world does not move on: signals grow old and value events pass, and no new
ones come. Who was introduced is not asked for again, and nobody is asked twice for one person.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from api.presenter.paths.paths import search_at
from api.presenter.paths.warm import stops, warm_paths
from api.presenter.week.choices import AskChoice, Key, ask_choices, key_of, rep_of
from api.presenter.week.reps import all_reps
from api.workspace import Scene
from bench.places import Place, entity_truth
from orbit.asks.gate.verdict import AskState, Gate, PastAsk
from orbit.asks.learn.learning import Trial, by_circle, by_person
from orbit.asks.plan.choose import choose, week_of
from orbit.asks.plan.greedy import take_turns
from orbit.asks.plan.limits import Problem
from orbit.asks.plan.week import AskCandidate, Rep, decided
from orbit.asks.terms import Status
from orbit.model import EntityId, EntityKind
from orbit.policy import Policy
from orbit.world import REALLY_KNOWS, Truth

WEEKS, _EARLY = 12, 4
# A vendor's customers saw their best connectors give up at 7 to 10 asks a month.
_BURNS_OUT_AT, _WITHIN_DAYS = 7, 30
_NO_LIMIT = 1_000
_ANSWERS_AFTER = timedelta(days=2)
# Over a bridge the two need not know each other.
_HARDLY = 0.05
Hint = Callable[[AskCandidate], float]


@dataclass(frozen=True, slots=True)
class Scenes:
    """What could be asked in each week, and who the people are in truth."""

    days: tuple[date, ...]
    choices: tuple[Mapping[Key, AskChoice], ...]
    scenes: tuple[Scene, ...]
    reps: tuple[Rep, ...]
    truth: Truth
    person: Mapping[EntityId, int]
    company: Mapping[EntityId, int]


@dataclass(frozen=True, slots=True)
class Way:
    """A way to choose: whether the gate is asked, which asks are taken of a week's problem, and what is known beside.

    `hint` says how many times as likely an ask is as its path tells; None where nothing but the path is known.
    """

    name: str
    asks_gate: bool
    choose: Callable[[Problem, Policy], Sequence[int]]
    hint: Callable[[Scenes, Story, Policy], Hint] | None = None


@dataclass(slots=True)
class Story:
    """What happened under one way to choose."""

    asks: int = 0
    introductions: int = 0
    early: int = 0
    forbidden: int = 0
    burnt: set[EntityId] = field(default_factory=set)
    history: dict[EntityId, list[PastAsk]] = field(default_factory=lambda: defaultdict(list))
    asked: set[tuple[EntityId, EntityId]] = field(default_factory=set)
    introduced: set[EntityId] = field(default_factory=set)
    trials: list[Trial] = field(default_factory=list)

    @property
    def most_asks(self) -> int:
        """How often the connector was asked who was asked most."""
        return max((len(asks) for asks in self.history.values()), default=0)


def ways() -> tuple[Way, ...]:
    """Return the ways to choose."""
    return (
        Way("no_gate", asks_gate=False, choose=_strongest),
        Way("gate_and_turns", asks_gate=True, choose=_turns),
        Way("gate_and_plan", asks_gate=True, choose=_plan),
        Way("learning", asks_gate=True, choose=_plan, hint=_by_answers),
        Way("told_willing", asks_gate=True, choose=_plan, hint=_by_true_will),
        Way("told_ties", asks_gate=True, choose=_plan, hint=_by_true_ties),
    )


def scenes_of(place: Place, weeks: int = WEEKS) -> Scenes:
    """Find the paths of each week, beginning with the day for which the demo was made."""
    start = place.scene.as_of
    days = tuple(start + timedelta(weeks=number) for number in range(weeks))
    scenes = tuple(place.workspace.scene(day) for day in days)
    askers = all_reps(place.scene)
    store = place.workspace.store
    return Scenes(
        days=days,
        choices=tuple(ask_choices(scene, askers) for scene in scenes),
        scenes=scenes,
        reps=tuple(rep_of(place.scene, asker) for asker in askers),
        truth=place.truth,
        person=entity_truth(store, place.truth, EntityKind.PERSON),
        company=entity_truth(store, place.truth, EntityKind.COMPANY),
    )


def live(scenes: Scenes, way: Way, policy: Policy) -> Story:
    """Ask for all the weeks in one way."""
    story = Story()
    for scene, choices in zip(scenes.scenes, scenes.choices, strict=True):
        gate = Gate(scene.book, scene.as_of, scene.policy)
        gated = {key: _gated(choice, gate, story) for key, choice in choices.items() if _is_new(choice, story)}
        offered = list(gated.values()) if way.asks_gate else [_ungated(one) for one in gated.values()]
        if way.hint:
            hint = way.hint(scenes, story, policy)
            offered = [replace(ask, learned=hint(ask)) for ask in offered]
        problem = week_of(offered, scenes.reps, policy).problem
        chosen = [choices[key_of(problem.asks[at])] for at in way.choose(problem, policy)]
        for choice, expected in zip(chosen, _expected(scene, chosen), strict=True):
            story.forbidden += gated[choice.key].status is Status.BLOCKED
            _ask(scenes, story, choice, scene, expected)
    return story


def figures(scenes: Scenes, policy: Policy, say: Callable[[str], None]) -> dict[str, float]:
    """Return what each way comes to."""
    found: dict[str, float] = {}
    for way in ways():
        say(f"Living {WEEKS} weeks with {way.name.replace('_', ' ')} …")
        story = live(scenes, way, policy)
        found |= {
            f"{way.name}_introductions": story.introductions,
            f"{way.name}_introductions_in_{_EARLY}_weeks": story.early,
            f"{way.name}_asks": story.asks,
            f"{way.name}_burnt_out": len(story.burnt),
            f"{way.name}_forbidden_asks": story.forbidden,
            f"{way.name}_most_asks_of_one": story.most_asks,
        }
    return found


def _is_new(choice: AskChoice, story: Story) -> bool:
    ask = choice.candidate
    return ask.target.id not in story.introduced and (ask.connector.id, ask.target.id) not in story.asked


def _gated(choice: AskChoice, gate: Gate, story: Story) -> AskCandidate:
    """The ask as the gate sees it, that knows all asks so far."""
    connector = choice.candidate.connector.id
    past = story.history.get(connector, ())
    return decided(choice.candidate, gate.verdict(connector, choice.asker.requester, past))


def _ungated(ask: AskCandidate) -> AskCandidate:
    return replace(ask, status=Status.OPEN, slots=_NO_LIMIT, blocked_by=None)


def _turns(problem: Problem, policy: Policy) -> Sequence[int]:
    return take_turns(problem, policy.plan.asks_per_rep)


def _plan(problem: Problem, policy: Policy) -> Sequence[int]:
    return choose(problem, policy).places


def _strongest(problem: Problem, _: Policy) -> Sequence[int]:
    """The strongest paths, whoever they lead over."""
    taken: Counter[int] = Counter()
    chosen = []
    for place in sorted(range(len(problem.asks)), key=lambda at: (-problem.asks[at].score, at)):
        if all(taken[number] < problem.limits[number].room for number in problem.limits_of[place]):
            taken.update(problem.limits_of[place])
            chosen.append(place)
    return chosen


def _expected(scene: Scene, choices: Sequence[AskChoice]) -> list[float]:
    """How likely each connector was thought to say yes: willing × know."""
    paths = warm_paths(scene, [(choice.found, search_at(scene, choice.account)) for choice in choices], None)
    return [path.willing.value * path.know for path in paths]


def _by_answers(_: Scenes, story: Story, policy: Policy) -> Hint:
    """Let the answers so far say how often each connector and circle says yes."""
    circles = by_circle(story.trials, policy)
    people = by_person(story.trials, circles, policy)

    def ratio(ask: AskCandidate) -> float:
        told = (circles.get(ask.circle), people.get(ask.connector.id))
        return math.prod(lesson.ratio for lesson in told if lesson is not None)

    return ratio


def _by_true_will(scenes: Scenes, _: Story, policy: Policy) -> Hint:
    """Know how willing each connector is in truth: the most that answers could ever teach."""

    def ratio(ask: AskCandidate) -> float:
        person = scenes.person.get(ask.connector.id)
        prior = float(getattr(policy.willing, ask.circle.value))
        return 1.0 if person is None else float(scenes.truth.willing[person]) / prior

    return ratio


def _by_true_ties(scenes: Scenes, _: Story, __: Policy) -> Hint:
    """Know whether connector and target know each other in truth: the most that confirmed ties could ever teach."""

    def ratio(ask: AskCandidate) -> float:
        two = [scenes.person.get(one) for one in (ask.connector.id, ask.target.id)]
        known = None not in two and scenes.truth.knows(*(each for each in two if each is not None)) >= REALLY_KNOWS
        return 1.0 if known else _HARDLY

    return ratio


def _ask(scenes: Scenes, story: Story, choice: AskChoice, scene: Scene, expected: float) -> None:
    """Make an ask, hear the true answer, and see whether it was one too many."""
    ask, day = choice.candidate, scene.as_of
    story.asks += 1
    story.asked.add((ask.connector.id, ask.target.id))
    outcome = AskState.DECLINED if ask.connector.id in story.burnt else _answer(scenes, choice, scene)
    story.trials.append(Trial(ask.connector.id, ask.circle, expected, outcome is not AskState.DECLINED))
    if outcome is AskState.MEETING:
        story.introductions += 1
        story.introduced.add(ask.target.id)
        story.early += day < scenes.days[0] + timedelta(weeks=_EARLY)
    past = story.history[ask.connector.id]
    past.append(PastAsk(day, ask.rep, outcome, ask.circle, day + _ANSWERS_AFTER))
    recent = [one for one in past if (day - one.asked_on).days < _WITHIN_DAYS]
    if len(recent) >= _BURNS_OUT_AT and not ask.is_own:
        story.burnt.add(ask.connector.id)


def _answer(scenes: Scenes, choice: AskChoice, scene: Scene) -> AskState:
    """No where the connector would say no; a meeting where each knows the next and the target works there."""
    entities = [scene.view.snapshot.person_entity(number) for number in stops(choice.found)]
    people = [scenes.person.get(entity, -1) for entity in entities]
    truth = scenes.truth
    if -1 in people[:2] or not truth.says_yes(people[0], people[1]):
        return AskState.DECLINED
    knows = all(truth.knows(one, two) >= REALLY_KNOWS for one, two in pairwise(people[1:]))
    there = people[-1] != -1 and truth.employer[people[-1]] == scenes.company.get(choice.candidate.account.id)
    return AskState.MEETING if knows and there else AskState.FORWARDED

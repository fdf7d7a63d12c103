"""What the log of asks teaches: how willing circles and people are, how often targets reply, how honest chances were.

An ask was expected to get through with the chance that was worked out when it was planned. Expected and real counts are
compared, and the prior counts as so many asks more: with few asks it hardly moves, and with many it no longer matters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from orbit.asks.log.ask import Ask, Chance, EventKind, as_known_on
from orbit.model import Circle, EntityId
from orbit.policy import Policy
from orbit.titles import Seniority

_YES = frozenset({EventKind.ACCEPTED, EventKind.FORWARDED, EventKind.REPLIED, EventKind.MEETING})
_PASSED_ON = frozenset({EventKind.FORWARDED, EventKind.REPLIED, EventKind.MEETING})
_REPLIED = frozenset({EventKind.REPLIED, EventKind.MEETING})
_MOST = 0.99
_BOUNDS = (0.0, 0.1, 0.2, 0.3, 0.5, 1.0)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A number of the policy and what asks say of it: `expected` of `asks` were to succeed, `real` did.

    `weight` is how many expected successes the prior counts as; `value` is what is learned.
    """

    prior: float
    asks: int
    expected: float
    real: int
    weight: float

    @property
    def ratio(self) -> float:
        """How many times as many succeeded as expected, drawn towards 1 by the prior."""
        total = self.weight + self.expected
        return (self.weight + self.real) / total if total else 1.0

    @property
    def value(self) -> float:
        """What the number is taken to be."""
        return min(_MOST, self.prior * self.ratio)


@dataclass(frozen=True, slots=True)
class Bin:
    """Asks whose chance lay between two bounds: how many, the chance on average, and which share really succeeded."""

    low: float
    high: float
    asks: int
    said: float
    real: float


@dataclass(frozen=True, slots=True)
class Lessons:
    """What was learned, by circle, by connector and by seniority of the target; and how honest the chances were.

    `brier` is the mean squared error of the chances that an ask ends in an answer of the target (None: no ask is
    settled yet), `usual` that of always saying their mean.
    """

    willing: Mapping[Circle, Lesson]
    people: Mapping[EntityId, Lesson]
    reply: Mapping[Seniority, Lesson]
    bins: tuple[Bin, ...]
    brier: float | None
    usual: float | None


@dataclass(frozen=True, slots=True)
class Trial:
    """Somebody of a circle who was expected to say yes with a chance, and whether they did."""

    connector: EntityId | None
    circle: Circle
    chance: float
    happened: bool


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What an ask was expected to come to with a chance, and whether it did."""

    ask: Ask
    chance: float
    happened: bool


@dataclass(frozen=True, slots=True)
class _Rank:
    """How high targets stand, and what that was and is taken to say of their answering."""

    seniority_of: Callable[[EntityId], Seniority]
    policy: Policy
    in_force: Policy

    def of(self, ask: Ask) -> Seniority:
        return Seniority.UNKNOWN if ask.plan.target is None else self.seniority_of(ask.plan.target)

    def expected(self, ask: Ask) -> float:
        """The chance of an answer, with the prior in the place of what was in force for that seniority."""
        was = _reply_prior(self.of(ask), self.in_force)
        return _chance(ask).reply / was * _reply_prior(self.of(ask), self.policy) if was else 0.0


def lessons(
    asks: Iterable[Ask],
    seniority_of: Callable[[EntityId], Seniority],
    policy: Policy,
    as_of: date,
    in_force: Policy | None = None,
) -> Lessons:
    """Learn from the asks known on a day; those without a chance, or still waiting, teach nothing.

    `policy` holds the priors; `in_force` is what chances were worked out by, where something had been learned already.
    An ask without an answer counts as a no once it has been silent for `load.silent_days`.
    """
    known = [ask for each in asks if (ask := as_known_on(each, as_of)) is not None and ask.plan.chance is not None]
    answered = list(_answers(known, as_of, policy))
    rank = _Rank(seniority_of, policy, in_force or policy)
    replied = list(_replies(known, as_of, rank))
    ended = list(_ends(known, as_of, policy))
    willing = by_circle(answered, policy)
    return Lessons(
        willing,
        by_person(answered, willing, policy),
        _by_seniority(replied, rank),
        tuple(_bins(ended)),
        _brier([(trial.chance, trial.happened) for trial in ended]),
        _brier([(sum(t.happened for t in ended) / len(ended), trial.happened) for trial in ended]),
    )


def by_circle(trials: Iterable[Trial], policy: Policy) -> dict[Circle, Lesson]:
    """Return what answers say of each circle."""
    grouped: defaultdict[Circle, list[Trial]] = defaultdict(list)
    for trial in trials:
        grouped[trial.circle].append(trial)
    return {circle: _of_circle(circle, grouped[circle], policy) for circle in Circle if circle in grouped}


def by_person(trials: Iterable[Trial], circles: Mapping[Circle, Lesson], policy: Policy) -> dict[EntityId, Lesson]:
    """Return what each connector's own answers say, their circle's lesson being the prior."""
    grouped: defaultdict[EntityId, list[Trial]] = defaultdict(list)
    for trial in trials:
        if trial.connector is not None:
            grouped[trial.connector].append(trial)
    return {person: _of_person(grouped[person], circles, policy) for person in sorted(grouped)}


def learned_toml(told: Lessons) -> str:
    """Write what was learned of circles and seniorities as overrides of the policy; empty where there is nothing."""
    sections = {
        "willing": {circle.value: lesson for circle, lesson in told.willing.items()},
        "reply": {seniority.value: lesson for seniority, lesson in told.reply.items()},
    }
    lines = []
    for section, each in sections.items():
        if each:
            lines += ["", f"[{section}]"]
            lines += [f"{name} = {{ value = {lesson.value:.4f} }}" for name, lesson in sorted(each.items())]
    return "\n".join(lines).lstrip("\n") + ("\n" if lines else "")


def _answers(asks: Iterable[Ask], as_of: date, policy: Policy) -> Iterable[Trial]:
    """Whether connectors said yes: expected as their circle's prior × know, and less in a joint visit."""
    for ask in asks:
        chance = _chance(ask)
        yes = bool(_YES & ask.days.keys())
        if ask.asked_on is not None and (yes or EventKind.DECLINED in ask.days or _is_silent(ask, as_of, policy)):
            timing = policy.willing.when_joint if ask.plan.joint else 1.0
            expected = _willing_prior(ask.plan.circle, policy) * timing * chance.know
            yield Trial(ask.plan.connector, ask.plan.circle, expected, yes)


def _replies(asks: Iterable[Ask], as_of: date, rank: _Rank) -> Iterable[_Outcome]:
    """Whether targets answered what was passed on to them."""
    policy = rank.policy
    for ask in asks:
        replied = bool(_REPLIED & ask.days.keys())
        if _PASSED_ON & ask.days.keys() and (replied or EventKind.LOST in ask.days or _is_silent(ask, as_of, policy)):
            yield _Outcome(ask, rank.expected(ask), replied)


def _ends(asks: Iterable[Ask], as_of: date, policy: Policy) -> Iterable[_Outcome]:
    """Whether asks ended in an answer of the target: expected as willing × know × reply."""
    for ask in asks:
        replied = bool(_REPLIED & ask.days.keys())
        over = EventKind.DECLINED in ask.days or EventKind.LOST in ask.days or _is_silent(ask, as_of, policy)
        if ask.asked_on is not None and (replied or over):
            chance = _chance(ask)
            yield _Outcome(ask, chance.willing * chance.know * chance.reply, replied)


def _is_silent(ask: Ask, as_of: date, policy: Policy) -> bool:
    return as_of >= ask.since + timedelta(days=policy.load.silent_days)


def _chance(ask: Ask) -> Chance:
    return ask.plan.chance or Chance(0.0, 0.0, 0.0)


def _of_circle(circle: Circle, trials: Sequence[Trial], policy: Policy) -> Lesson:
    prior = _willing_prior(circle, policy)
    return _lesson(prior, [(one.chance, one.happened) for one in trials], policy.learn.prior_asks * prior)


def _of_person(trials: Sequence[Trial], circles: Mapping[Circle, Lesson], policy: Policy) -> Lesson:
    prior = circles[trials[0].circle].value
    told = [(one.chance * circles[one.circle].ratio, one.happened) for one in trials]
    return _lesson(prior, told, policy.learn.person_asks * prior)


def _by_seniority(outcomes: Iterable[_Outcome], rank: _Rank) -> dict[Seniority, Lesson]:
    grouped: defaultdict[Seniority, list[tuple[float, bool]]] = defaultdict(list)
    for one in outcomes:
        grouped[rank.of(one.ask)].append((one.chance, one.happened))
    priors = {seniority: _reply_prior(seniority, rank.policy) for seniority in grouped}
    prior_asks = rank.policy.learn.prior_asks
    return {
        each: _lesson(priors[each], grouped[each], prior_asks * priors[each]) for each in Seniority if each in grouped
    }


def _lesson(prior: float, told: Sequence[tuple[float, bool]], weight: float) -> Lesson:
    return Lesson(prior, len(told), sum(chance for chance, _ in told), sum(happened for _, happened in told), weight)


def _willing_prior(circle: Circle, policy: Policy) -> float:
    return float(getattr(policy.willing, circle.value))


def _reply_prior(seniority: Seniority, policy: Policy) -> float:
    return float(getattr(policy.reply, seniority.value))


def _brier(said: Sequence[tuple[float, bool]]) -> float | None:
    return sum((chance - happened) ** 2 for chance, happened in said) / len(said) if said else None


def _bins(trials: Sequence[_Outcome]) -> Iterable[Bin]:
    for low, high in pairwise(_BOUNDS):
        here = [trial for trial in trials if low <= trial.chance < high or trial.chance == high == _BOUNDS[-1]]
        if here:
            said, real = (sum(each) / len(here) for each in zip(*((t.chance, t.happened) for t in here), strict=True))
            yield Bin(low, high, len(here), said, real)

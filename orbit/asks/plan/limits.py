"""A week's plan as a problem with numbers: what each ask is worth, and of which asks only so many may be chosen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from orbit.asks.gate.load import full_slots, known_asks, slots
from orbit.asks.plan.week import AskCandidate, Conditions, Merit, Rep, preference
from orbit.model import EntityId
from orbit.policy import Policy

# Worths are compared as whole numbers of this size, so that sums are exact and a tie is a tie.
UNIT = 1e-9


class Kind(StrEnum):
    """What a limit is about; the value is the rule that holds an ask back."""

    TARGET = "target_taken"
    CONNECTOR = "connector_full"
    ACCOUNT = "account_full"
    REP = "rep_full"


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `room` more of the asks in `members` (their places in the problem) may be chosen."""

    kind: Kind
    id: EntityId
    name: str
    room: int
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """The asks that may be chosen, in order of preference, and what limits the choice.

    `worths` and `penalty` are in units of `UNIT`. `needs` is how many names each rep's floor still wants: the n-th
    name missing of it costs n times the penalty. `locked` asks are chosen whatever else is.
    """

    asks: tuple[AskCandidate, ...]
    worths: tuple[int, ...]
    limits: tuple[Limit, ...]
    limits_of: tuple[tuple[int, ...], ...]
    needs: Mapping[EntityId, int]
    penalty: int
    locked: tuple[AskCandidate, ...]

    @property
    def ceiling(self) -> int:
        """What no choice can pass: the best ask for each person, whatever stands in its way."""
        best: dict[EntityId, int] = {}
        for ask, worth in zip(self.asks, self.worths, strict=True):
            best[ask.target.id] = max(worth, best.get(ask.target.id, 0))
        return sum(best.values())

    def named(self, chosen: Iterable[int]) -> Counter[EntityId]:
        """Count the asks of each rep, those that stay left out."""
        return Counter(self.asks[place].rep for place in chosen)

    def missing_cost(self, rep: EntityId, named: int) -> int:
        """Return what it costs that a rep has only so many names: the further below the floor, the more each."""
        missing = max(0, self.needs.get(rep, 0) - named)
        return self.penalty * missing * (missing + 1) // 2

    def objective(self, chosen: Iterable[int]) -> int:
        """Return what a choice comes to, in units of `UNIT`."""
        places = list(chosen)
        named = self.named(places)
        return sum(self.worths[place] for place in places) - sum(
            self.missing_cost(rep, named[rep]) for rep in self.needs
        )

    def allows(self, chosen: Iterable[int]) -> bool:
        """Say whether a choice keeps to every limit."""
        taken = Counter(limit for place in chosen for limit in self.limits_of[place])
        return all(count <= self.limits[limit].room for limit, count in taken.items())

    def merit(self, chosen: Iterable[int]) -> Merit:
        """Return what a choice comes to, asks that stay included."""
        places = list(chosen)
        named = self.named(places)
        asks = [*(self.asks[place] for place in places), *self.locked]
        return Merit(
            introductions=sum(ask.chance for ask in asks),
            worth=sum(ask.worth for ask in asks),
            missing=sum(max(0, need - named[rep]) for rep, need in self.needs.items()),
        )


def problem(
    free: Iterable[AskCandidate],
    slots_of: Mapping[EntityId, int],
    reps: Sequence[Rep],
    policy: Policy,
    given: Conditions,
) -> Problem:
    """Set up the choice among candidates that nothing bars; in whatever order they come, the problem is the same."""
    asks = tuple(sorted(free, key=lambda ask: (*preference(ask), -ask.worth)))
    limits = [limit for limit in _limits(asks, slots_of, reps, policy, given) if len(limit.members) > limit.room]
    limits_of: list[list[int]] = [[] for _ in asks]
    for number, limit in enumerate(limits):
        for place in limit.members:
            limits_of[place].append(number)
    locked = Counter(ask.rep for ask in given.locked)
    floor = min(policy.plan.named_floor, policy.plan.asks_per_rep)
    return Problem(
        asks=asks,
        worths=tuple(round(ask.worth / UNIT) for ask in asks),
        limits=tuple(limits),
        limits_of=tuple(tuple(numbers) for numbers in limits_of),
        needs={rep.entity: max(0, floor - locked[rep.entity]) for rep in reps},
        penalty=round(policy.plan.floor_penalty / UNIT),
        locked=given.locked,
    )


def connector_slots(asks: Iterable[AskCandidate], policy: Policy, given: Conditions) -> dict[EntityId, int]:
    """Return how much each connector can take; where candidates differ, the least."""
    found: dict[EntityId, int] = {}
    for ask in asks:
        one = ask.connector.id
        told = full_slots(ask.circle, policy.load) if ask.slots is None else ask.slots
        if one in given.history and given.as_of is not None:
            on_file = known_asks(given.history[one], given.as_of)
            told = min(told, slots({ask.circle}, on_file, given.as_of, policy.load))
        found[one] = min(told, found.get(one, told))
    return {one: max(0, room + given.extra_slots.get(one, 0)) for one, room in found.items()}


def _limits(
    asks: Sequence[AskCandidate],
    slots_of: Mapping[EntityId, int],
    reps: Sequence[Rep],
    policy: Policy,
    given: Conditions,
) -> Iterator[Limit]:
    locked = given.locked
    asked_for = Counter(ask.target.id for ask in locked)
    for one, members in _grouped(asks, lambda ask: ask.target.id):
        yield Limit(Kind.TARGET, one, asks[members[0]].target.name, max(0, 1 - asked_for[one]), members)
    through = Counter(ask.connector.id for ask in locked if not ask.is_own and ask.connector.id not in given.history)
    for one, members in _grouped(asks, lambda ask: None if ask.is_own else ask.connector.id):
        yield Limit(Kind.CONNECTOR, one, asks[members[0]].connector.name, max(0, slots_of[one] - through[one]), members)
    there = Counter(ask.account.id for ask in locked)
    for one, members in _grouped(asks, lambda ask: ask.account.id):
        left = max(0, policy.plan.asks_per_account - there[one])
        yield Limit(Kind.ACCOUNT, one, asks[members[0]].account.name, left, members)
    names, of_rep = {rep.entity: rep.name for rep in reps}, Counter(ask.rep for ask in locked)
    for one, members in _grouped(asks, lambda ask: ask.rep):
        yield Limit(Kind.REP, one, names[one], max(0, policy.plan.asks_per_rep - of_rep[one]), members)


def _grouped(
    asks: Sequence[AskCandidate], key: Callable[[AskCandidate], EntityId | None]
) -> Iterator[tuple[EntityId, tuple[int, ...]]]:
    groups: dict[EntityId, list[int]] = defaultdict(list)
    for place, ask in enumerate(asks):
        if (of := key(ask)) is not None:
            groups[of].append(place)
    return ((of, tuple(groups[of])) for of in sorted(groups))

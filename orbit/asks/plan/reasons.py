"""Why an ask is held back, in words: what took its place, and what the plan would lose by the exchange."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from orbit.asks.plan.exchange import Exchange
from orbit.asks.plan.limits import UNIT, Kind, Limit, Problem
from orbit.asks.plan.week import AskCandidate, Held
from orbit.asks.wording import say_number
from orbit.model import EntityId

_LEAST_SHOWN = 0.0005
_ORDER = (Kind.TARGET, Kind.CONNECTOR, Kind.ACCOUNT, Kind.REP)


def held_by(problem: Problem, way: Exchange, chosen: Iterable[int], names: Mapping[EntityId, str]) -> Held:
    """Say why the asks chosen, and those that stay, leave no place for another; `names` are those of the reps."""
    candidate, first = problem.asks[way.place], in_the_way(way.full)
    asks = [problem.asks[place] for place in sorted(set(chosen).intersection(first.members))]
    standing = [*(ask for ask in problem.locked if _stands_in(ask, first)), *asks]
    if not way.possible:
        return Held(candidate, first.kind.value, _sentence(_taken(first, candidate, standing)), tuple(standing))
    out = tuple(problem.asks[place] for place in way.out)
    told = f"{_taken(first, candidate, standing)}{_instead(first, out)}: {_less(problem, way, names)}"
    return Held(candidate, first.kind.value, _sentence(told), out, way.loss * UNIT)


def in_the_way(full: Iterable[Limit]) -> Limit:
    """Return the limit to speak of: one that nothing chosen can make room in, else that of the person first."""
    return min(full, key=lambda limit: (limit.room > 0, _ORDER.index(limit.kind)))


def _stands_in(ask: AskCandidate, limit: Limit) -> bool:
    """Whether an ask takes a place within a limit."""
    match limit.kind:
        case Kind.TARGET:
            return ask.target.id == limit.id
        case Kind.CONNECTOR:
            return ask.connector.id == limit.id and not ask.is_own
        case Kind.ACCOUNT:
            return ask.account.id == limit.id
        case Kind.REP:
            return ask.rep == limit.id


def _taken(limit: Limit, candidate: AskCandidate, standing: Sequence[AskCandidate]) -> str:
    """What fills a limit."""
    count = len(standing)
    match limit.kind:
        case Kind.TARGET:
            through = standing[0].connector.name if standing else candidate.connector.name
            return f"{limit.name} is already asked for, through {through}"
        case Kind.CONNECTOR if count:
            slots = "one free slot goes" if count == 1 else f"{say_number(count)} free slots go"
            return f"{_whose(limit.name)} {slots} to {_listed(standing)}"
        case Kind.CONNECTOR:
            return f"{limit.name} can take no more asks this week"
        case _:
            asks = "one ask" if count == 1 else f"{say_number(count)} asks"
            return f"{limit.name} already has {asks} this week"


def _instead(limit: Limit, out: Sequence[AskCandidate]) -> str:
    """Name what would have to go, where that is not said already."""
    if limit.kind is Kind.TARGET and len(out) == 1:
        return ""
    if limit.kind is Kind.CONNECTOR and len(out) == 1 and limit.room == 1:
        return ""
    return f"; {_listed(out)} would have to go"


def _less(problem: Problem, way: Exchange, names: Mapping[EntityId, str]) -> str:
    """Say what the plan would lose, in worth or in names."""
    worth = way.worth * UNIT
    if worth >= _LEAST_SHOWN:
        return f"worth {worth:.3f} more"
    short = dict.fromkeys(names[problem.asks[place].rep] for place in way.out)
    if way.loss * UNIT >= _LEAST_SHOWN:
        less = f"worth {-worth:.3f} less, but " if worth <= -_LEAST_SHOWN else ""
        return f"{less}{_and(list(short))} would be further below the floor"
    return "worth as much"


def _listed(asks: Sequence[AskCandidate]) -> str:
    names = [f"{ask.target.name} at {ask.account.name}" for ask in asks]
    return _and(names)


def _and(names: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def _whose(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."

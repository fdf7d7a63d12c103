"""Whom each champion could introduce us to: two or three named persons at accounts that show a signal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from api.presenter.forms import hottest
from api.presenter.paths.asked import search_at
from api.presenter.paths.warm import Asker
from api.workspace import Scene
from orbit.asks.gate.seat import same_address
from orbit.asks.log.ask import EventKind, as_known_on
from orbit.asks.log.history import asked_for
from orbit.book import AccountView
from orbit.graph.arrays import Array
from orbit.graph.direct import direct_ways
from orbit.graph.paths import Candidate, Targets
from orbit.graph.targets import TargetSearch, find_targets
from orbit.model import EntityId


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A way over a champion to a named person at an account, by numbers; `is_own` where the account is the asker's."""

    found: Candidate
    account: int
    search: TargetSearch
    is_own: bool
    owner: str | None


def suggest(scene: Scene, asker: Asker | None, champions: Iterable[int]) -> dict[int, list[Suggestion]]:
    """Return for each champion, by person number, the best of those whom they know themselves; no one twice.

    People at the asker's own accounts come first; where they are too few, people at those of colleagues are added.
    """
    policy, people = scene.policy.champions, np.array(sorted(set(champions)), dtype=np.int64)
    own, others = _accounts(scene, asker)
    named: dict[int, list[Suggestion]] = {champion: [] for champion in people.tolist()}
    for accounts in (own, others[: policy.accounts]):
        for way in _ways(scene, accounts, people, asker):
            ways = named[way.found.connector]
            if len(ways) < policy.names_most and (way.is_own or _own_of(ways) < policy.names_least):
                ways.append(way)
    return named


def _own_of(ways: Sequence[Suggestion]) -> int:
    return sum(way.is_own for way in ways)


def _ways(scene: Scene, accounts: Sequence[_Account], people: Array, asker: Asker | None) -> Iterator[Suggestion]:
    """Every way over one of these people straight to somebody who may be asked for, best first."""
    view, policy = scene.view, scene.policy
    searches = [search_at(scene, account.number) for account in accounts]
    staff = [find_targets(view.snapshot, view.places, view.staff, search, policy) for search in searches]
    if not staff:
        return
    whose = np.repeat(np.arange(len(staff)), [len(each.person) for each in staff])
    person = np.concatenate([each.person for each in staff])
    barred = _barred(scene, asker)
    free = np.array([number not in barred for number in person.tolist()], dtype=bool)
    reply = np.concatenate([each.reply for each in staff])[free]
    at = dict(zip(person[free].tolist(), whose[free].tolist(), strict=True))
    for way in direct_ways(view, people, Targets(person[free], reply)):
        place = at[way.target]
        account = accounts[place]
        yield Suggestion(way, account.number, searches[place], account.is_own, account.owner)


def _barred(scene: Scene, asker: Asker | None) -> frozenset[int]:
    """Who is asked for by nobody here: whom somebody asks for already, who is bound, and who asks."""
    taken = scene.once("taken targets", _taken)
    return taken if asker is None else taken | {asker.number}


@dataclass(frozen=True, slots=True)
class _Account:
    """A target account that shows a signal, and whose it is."""

    number: int
    owner: str | None
    is_own: bool


def _accounts(scene: Scene, asker: Asker | None) -> tuple[list[_Account], list[_Account]]:
    """The accounts of the asker that show a signal, and those of everybody else; each hottest first."""
    email = "" if asker is None else asker.requester.email
    accounts = [_account(number, view, email) for number, view in scene.once("hot accounts", _hot_accounts)]
    return [one for one in accounts if one.is_own], [one for one in accounts if not one.is_own]


def _account(number: int, view: AccountView | None, email: str) -> _Account:
    told = () if view is None else (view.owner, view.csm, view.sdr)
    is_own = bool(email) and any(same_address(address, email) for address in told)
    return _Account(number, None if view is None else view.owner, is_own)


def _hot_accounts(scene: Scene) -> list[tuple[int, AccountView | None]]:
    """Target accounts with a fresh signal, hottest first."""
    hot = ((scene.view.snapshot.company(one.company), one.company) for one in hottest(scene) if one.heat.value > 0)
    return [(number, scene.book.account(company, scene.as_of)) for number, company in hot if number is not None]


def _taken(scene: Scene) -> frozenset[int]:
    """Persons for whom an ask is under way, and those bound to another vendor, as far as the log knew by the day."""
    asks = [known for ask in scene.asks if (known := as_known_on(ask, scene.as_of)) is not None]
    people: set[EntityId | None] = set(asked_for(asks, scene.as_of, scene.policy.load))
    bound = [ask for ask in asks if ask.on(EventKind.LOCKED_IN) and ask.next_on and ask.next_on > scene.as_of]
    people |= {ask.plan.target for ask in bound}
    numbers = (scene.view.snapshot.person(person) for person in people if person is not None)
    return frozenset(number for number in numbers if number is not None)

"""A made-up week of a large company: many reps who want the same connectors, from a seed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from orbit.asks.plan.week import AskCandidate, Party, Rep, account_value
from orbit.asks.terms import Mode, Status
from orbit.model import Circle, EntityId
from orbit.policy import Policy

DAY = date(2026, 11, 21)
_CIRCLES = (Circle.TEAM, Circle.CHAMPION, Circle.ADVISOR, Circle.BOARD, Circle.INVESTOR, Circle.EX_CUSTOMER)
_SHARES = (0.30, 0.40, 0.08, 0.02, 0.08, 0.12)
_MODES = (Mode.AE, Mode.AE, Mode.AE, Mode.CSM, Mode.SDR)
_ACCOUNTS_PER_OWNER = 12
_PERSONS_PER_ACCOUNT = 4
# A few people know half the industry: the n-th best known is on paths in proportion to 1 / n to this power.
_FAME = 0.7
_BLOCKED = 0.25


@dataclass(frozen=True, slots=True)
class Instance:
    """A week to plan."""

    reps: tuple[Rep, ...]
    candidates: tuple[AskCandidate, ...]


def make_instance(reps: int, connectors: int, paths: int, policy: Policy, seed: int = 7) -> Instance:
    """Make a week with so many reps, connectors and candidate paths, a quarter of them blocked by the gate."""
    dice = np.random.default_rng(seed)
    team = tuple(Rep(EntityId(f"rep{n:04d}"), f"Rep {n}", _MODES[n % len(_MODES)]) for n in range(reps))
    owners = [rep for rep in team if rep.mode is Mode.AE]
    accounts = len(owners) * _ACCOUNTS_PER_OWNER
    value = [account_value(arr, None, policy.plan) for arr in dice.lognormal(10.9, 0.8, accounts).tolist()]
    fresh = dice.beta(2.0, 2.0, accounts).tolist()
    circle = dice.choice(len(_CIRCLES), size=connectors, p=_SHARES).tolist()
    is_blocked = (dice.random(connectors) < _BLOCKED).tolist()
    event = [DAY - timedelta(days=int(ago)) for ago in dice.integers(0, 14, connectors)]
    slots = dice.integers(1, policy.load.max_open + 1, connectors).tolist()
    fame = (1.0 + np.arange(connectors)) ** -_FAME
    through = dice.choice(connectors, size=paths, p=fame / fame.sum()).tolist()
    asker = dice.integers(0, reps, paths).tolist()
    # Who is no owner works at the accounts of one.
    first = [owners.index(rep) if rep.mode is Mode.AE else n % len(owners) for n, rep in enumerate(team)]
    place = dice.integers(0, _ACCOUNTS_PER_OWNER, paths).tolist()
    person = dice.integers(0, _PERSONS_PER_ACCOUNT, paths).tolist()
    score = np.clip(dice.lognormal(-3.2, 0.8, paths), 0.001, 0.6).tolist()

    def candidate(n: int) -> AskCandidate:
        who, account = through[n], first[asker[n]] * _ACCOUNTS_PER_OWNER + place[n]
        kind = _CIRCLES[circle[who]]
        return AskCandidate(
            rep=team[asker[n]].entity,
            connector=_party("connector", who),
            target=_party("person", account * _PERSONS_PER_ACCOUNT + person[n]),
            account=_party("account", account),
            circle=kind,
            score=score[n],
            status=Status.BLOCKED if is_blocked[who] else Status.OPEN,
            heat=fresh[account],
            trigger_on=event[who] if kind is Circle.CHAMPION else None,
            owner=owners[first[asker[n]]].entity,
            slots=min(slots[who], 1) if kind.value in policy.load.paced_circles else slots[who],
            blocked_by="A support escalation is open." if is_blocked[who] else None,
            value=value[account],
            freshness=fresh[account],
        )

    return Instance(team, tuple(candidate(n) for n in range(paths)))


def _party(kind: str, number: int) -> Party:
    return Party(EntityId(f"{kind}{number:05d}"), f"{kind.capitalize()} {number}")

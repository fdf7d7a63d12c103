"""A book of many connectors in all circles, with value events and earlier asks, and how long their verdicts take."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from bench.timing import timed
from orbit.asks.gate.verdict import AskState, Gate, Mode, PastAsk, Requester
from orbit.book import Book, RoleView, TriggerView
from orbit.book.dated import Seen, StateT, Tenure
from orbit.book.load import Contents
from orbit.model import (
    AccountKind,
    AccountState,
    ChampionState,
    Circle,
    EntityId,
    FactId,
    RecordKey,
    Ref,
    TriggerKind,
)
from orbit.policy import Policy

DAY = date(2026, 11, 21)
_REP = "rep@example.com"
_REF = Ref("made_up", "book.csv", 1)
_CHAMPIONS = 0.6
# As at the fictional company.
_PER_CUSTOMER = 3
_OTHERS = (Circle.TEAM, Circle.ADVISOR, Circle.BOARD, Circle.INVESTOR)
_OUTCOMES = (AskState.SENT, AskState.DECLINED, AskState.ACCEPTED, AskState.MEETING)
_REPEATS = 5


@dataclass(frozen=True, slots=True)
class Crowd:
    """A book and the earlier asks of everybody in it."""

    book: Book
    people: tuple[EntityId, ...]
    history: dict[EntityId, list[PastAsk]]


def gate_figures(policy: Policy, connectors: int = 10_000) -> dict[str, float]:
    """Return the milliseconds for the verdicts of so many connectors, from the gate that a day keeps and a new one.

    The first who asks on a day finds a new gate, which gathers what is known of each customer; all others, whoever they
    are, find it gathered. Each is the best of a few runs, with garbage left to lie, as is usual in timing.
    """
    crowd = make_crowd(connectors)
    gc.collect()
    gc.disable()
    try:
        runs = [_run(crowd, policy) for _ in range(_REPEATS)]
    finally:
        gc.enable()
    new, kept = (round(min(times) * 1000, 1) for times in zip(*runs, strict=True))
    return {"gate_10k_ms": kept, "gate_10k_first_ms": new}


def _run(crowd: Crowd, policy: Policy) -> tuple[float, float]:
    gate = Gate(crowd.book, DAY, policy)
    reps = [Requester(EntityId(name), _REP, Mode.AE) for name in ("rep", "other")]
    first, following = (_seconds(gate, rep, crowd) for rep in reps)
    return first, following


def _seconds(gate: Gate, rep: Requester, crowd: Crowd) -> float:
    return timed(lambda: gate.verdicts(crowd.people, rep, crowd.history))[1]


def make_crowd(connectors: int, seed: int = 7) -> Crowd:
    """Make a book: six in ten are champions, three at a customer with two value events; most were asked before."""
    dice = np.random.default_rng(seed)
    people = tuple(EntityId(f"person{n:05d}") for n in range(connectors))
    champions = round(connectors * _CHAMPIONS)
    customers = [EntityId(f"customer{n:05d}") for n in range(-(-champions // _PER_CUSTOMER))]
    seat = {person: customers[n // _PER_CUSTOMER] for n, person in enumerate(people[:champions])}
    others = {person: _OTHERS[n % len(_OTHERS)] for n, person in enumerate(people[champions:])}
    contents = Contents(
        accounts={customer: [_seen(_account(dice, customer))] for customer in customers},
        champions={person: {where: [_seen(_champion(dice, person, where))]} for person, where in seat.items()},
        champions_of={where: people[n * _PER_CUSTOMER : (n + 1) * _PER_CUSTOMER] for n, where in enumerate(customers)},
        tenures={
            **{person: [_tenure(person, Circle.CHAMPION, where)] for person, where in seat.items()},
            **{person: [_tenure(person, circle, None)] for person, circle in others.items()},
        },
        triggers={where: sorted(_events(dice, where), key=lambda one: one.on, reverse=True) for where in customers},
        signals={},
        team={},
        unplaced=(),
    )
    return Crowd(Book(contents), people, {person: _asks(dice) for person in people})


def _seen(state: StateT) -> Seen[StateT]:
    return Seen(state, FactId(f"fact of {state.company}"), DAY - timedelta(days=300), DAY - timedelta(days=1))


def _account(dice: np.random.Generator, customer: EntityId) -> AccountState:
    return AccountState(
        company=RecordKey("made_up", customer),
        kind=AccountKind.CUSTOMER,
        seen_on=DAY,
        ref=_REF,
        owner=_REP,
        csm=_REP,
        sdr=_REP,
        arr=300_000.0 if dice.random() < 0.1 else 80_000.0,
        renewal_on=DAY + timedelta(days=int(dice.integers(-30, 300))),
        renewal_committed=bool(dice.random() < 0.5),
        escalation=bool(dice.random() < 0.1),
    )


def _champion(dice: np.random.Generator, person: EntityId, where: EntityId) -> ChampionState:
    return ChampionState(
        person=RecordKey("made_up", person),
        company=RecordKey("made_up", where),
        seen_on=DAY,
        ref=_REF,
        nps=int(dice.integers(7, 11)),
        left_on=DAY - timedelta(days=20) if dice.random() < 0.05 else None,
    )


def _tenure(person: EntityId, circle: Circle, where: EntityId | None) -> Tenure:
    return Tenure(RoleView(person, circle, where, None, None, FactId(f"role of {person}")), None, None)


def _events(dice: np.random.Generator, where: EntityId) -> list[TriggerView]:
    kinds = list(TriggerKind)
    days = [DAY - timedelta(days=int(ago)) for ago in dice.integers(0, 60, 2)]
    return [
        TriggerView(where, kinds[int(dice.integers(len(kinds)))], day, None, 9.5, (FactId(f"event of {where}"),))
        for day in days
    ]


def _asks(dice: np.random.Generator) -> list[PastAsk]:
    days = [DAY - timedelta(days=int(ago)) for ago in dice.integers(0, 60, int(dice.integers(0, 4)))]
    return [PastAsk(day, EntityId("rep"), _OUTCOMES[int(dice.integers(4))], Circle.TEAM) for day in days]

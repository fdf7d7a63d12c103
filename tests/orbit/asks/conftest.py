"""A customer, its champion Ana and a gate that is asked about her: each test says only what it changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from orbit.asks.gate.verdict import Mode, PastAsk, Requester, Verdict, verdict
from orbit.model import AccountKind, AccountState, ChampionState, EntityId, Fact
from orbit.policy import Policy, load_policy
from tests import factories as make
from tests.orbit.books import quick_book

DAY = make.DAY
LONG_AGO = "2026-01-05"
REP = "rep@northwind.example"

Gate = Callable[..., Verdict]


def days(count: int) -> date:
    """The day so many days from the day of the tests."""
    return DAY + timedelta(days=count)


def customer(**told: Any) -> AccountState:
    """A customer of which everything is known and nothing stands in the way."""
    state = make.account_state("acme", AccountKind.CUSTOMER, seen_on=LONG_AGO, owner=REP, arr=80_000.0)
    quiet: dict[str, Any] = {"csm": REP, "sdr": REP, "renewal_on": days(200), "escalation": False}
    return replace(state, **(quiet | told))


def champion(who: str = "ana", **told: Any) -> ChampionState:
    """A promoter at that customer."""
    return replace(make.champion_state(who, "acme", seen_on=LONG_AGO), **({"nps": 10} | told))


@pytest.fixture
def policy() -> Policy:
    """The shipped policy."""
    return load_policy()


@pytest.fixture
def gate(policy: Policy) -> Gate:
    """Ask for Ana's verdict with some facts on file."""

    def ask(
        *facts: Fact, mode: Mode = Mode.AE, as_of: date = DAY, history: Sequence[PastAsk] = (), who: str = "ana"
    ) -> Verdict:
        requester = Requester(EntityId("rep"), REP, mode)
        return verdict(EntityId(who), requester, quick_book(*facts), as_of, policy, history)

    return ask


def rules(decided: Verdict) -> list[str]:
    """The names of a verdict's reasons."""
    return [reason.rule for reason in decided.reasons]

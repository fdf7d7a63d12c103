"""Signals: how fast they go stale, and which accounts they make hot."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orbit.book import SignalView
from orbit.model import AccountKind, EntityId, FactId, SignalKind
from orbit.policy import load_policy
from orbit.signals import distinct, freshness, heat, rank_accounts, strongest
from tests import factories as make
from tests.orbit.books import book_of

POLICY = load_policy().signals
DAY = make.DAY


def _signal(kind: SignalKind = SignalKind.HIRING, age: int = 0, id: str = "1", strength: float = 1.0) -> SignalView:  # noqa: A002
    company = EntityId("acme")
    return SignalView(
        company, kind, id, f"title {id}", DAY - timedelta(days=age), strength, None, FactId(id), make.ref()
    )


@pytest.mark.parametrize("kind", SignalKind)
def test_a_signal_is_half_as_fresh_after_its_half_life(kind: SignalKind) -> None:
    then = DAY + timedelta(days=round(POLICY.half_life(kind)))

    assert freshness(kind, DAY, DAY, POLICY) == 1.0
    assert freshness(kind, DAY, then, POLICY) == pytest.approx(0.5)


@pytest.mark.parametrize(("age", "is_fresh"), [(-1, False), (0, True), (180, True), (181, False)])
def test_a_signal_of_the_future_or_expired_counts_for_nothing(age: int, is_fresh: bool) -> None:
    assert (freshness(SignalKind.HIRING, DAY - timedelta(days=age), DAY, POLICY) > 0) is is_fresh


def test_heat_is_the_chance_that_one_of_its_parts_counts() -> None:
    warmth = heat([_signal(strength=0.5), _signal(SignalKind.FUNDING, 30, "2", 0.8)], DAY, POLICY)

    hiring, funding = 0.5 * POLICY.hiring_weight, 0.8 * POLICY.funding_weight * 0.5
    assert [part.value for part in warmth.parts] == pytest.approx(sorted((hiring, funding), reverse=True))
    assert warmth.value == pytest.approx(1 - (1 - hiring) * (1 - funding))


def test_further_signals_of_one_kind_count_less_each() -> None:
    warmth = heat([_signal(id=str(number), strength=0.4) for number in range(3)], DAY, POLICY)

    assert [part.repeat for part in warmth.parts] == [1.0, 0.5, 0.25]
    first = 0.4 * POLICY.hiring_weight
    assert warmth.value == pytest.approx(1 - (1 - first) * (1 - first / 2) * (1 - first / 4))


def test_one_signal_told_twice_counts_once() -> None:
    once = heat([_signal(strength=0.4)], DAY, POLICY)

    assert heat([_signal(strength=0.4), _signal(strength=0.4)], DAY, POLICY).value == once.value > 0


def test_of_sources_that_tell_the_same_the_one_that_tells_most_counts(tmp_path: Path) -> None:
    roles = [make.signal("acme", id=name, title="AE") for name in ("a", "b")]
    again = make.signal(make.key("acme", "boards"), id="c", title="ae ")
    book = book_of(tmp_path, *roles, again)

    kept = distinct(book.signals(EntityId("acme"), DAY))

    assert {signal.id for signal in kept} == {"a", "b"}


def test_the_signal_to_speak_of_is_the_one_that_adds_most_heat() -> None:
    hiring, funding = _signal(age=5), _signal(SignalKind.FUNDING, 40, "2")

    assert strongest([funding, hiring], DAY, POLICY) == hiring
    assert heat([funding, hiring], DAY, POLICY).parts[0].signal == hiring
    assert strongest([_signal(age=500)], DAY, POLICY) is None


def test_accounts_are_ranked_hottest_first_and_by_id_when_equal(tmp_path: Path) -> None:
    states = [make.account_state(name) for name in ("cold", "b", "a", "hot")]
    customer = make.account_state("customer", AccountKind.CUSTOMER)
    signals = [make.signal(name, id=name, on="2026-10-01") for name in ("a", "b", "customer")]
    book = book_of(tmp_path, *states, customer, *signals, make.signal("hot", id="hot", on=DAY))

    ranked = rank_accounts(book, DAY, POLICY)

    assert [account.company for account in ranked] == ["hot", "a", "b", "cold"]
    assert ranked[-1].heat.value == 0.0


def test_the_ranking_of_a_past_day_knows_no_later_signal(tmp_path: Path) -> None:
    states = [make.account_state(name, seen_on="2026-01-01") for name in ("a", "b")]
    book = book_of(
        tmp_path, *states, make.signal("b", id="b", on="2026-11-02"), make.signal("a", id="a", on="2026-06-01")
    )

    assert [account.company for account in rank_accounts(book, date(2026, 11, 1), POLICY)] == ["a", "b"]
    assert [account.company for account in rank_accounts(book, date(2026, 11, 2), POLICY)] == ["b", "a"]


SIGNALS = st.lists(
    st.builds(_signal, st.sampled_from(SignalKind), st.integers(-5, 300), st.text("abc", min_size=1), st.floats(0, 1)),
    max_size=8,
)


@given(SIGNALS)
def test_heat_stays_between_0_and_1_whatever_the_order(signals: list[SignalView]) -> None:
    value = heat(signals, DAY, POLICY).value

    assert 0.0 <= value <= 1.0
    assert heat(signals[::-1], DAY, POLICY).value == pytest.approx(value)

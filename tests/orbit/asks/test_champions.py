"""The list of champions: whom to ask first, and what is known of them."""

from dataclasses import replace

import pytest

from orbit.asks.champions import Candidate, ChampionSearch, candidates
from orbit.asks.gate import Mode, Requester, Status
from orbit.model import EntityId, Fact, Health, Layer, TriggerKind
from orbit.policy import Policy
from tests import factories as make
from tests.orbit.asks.conftest import DAY, REP, champion, customer, days
from tests.orbit.books import quick_book


def listed(policy: Policy, *facts: Fact, mode: Mode = Mode.AE, everybody: bool = False) -> list[Candidate]:
    """The list of a rep with some facts on file."""
    rep = Requester(EntityId("rep"), REP, mode)
    return candidates(rep, quick_book(*facts), DAY, policy, ChampionSearch(everybody=everybody))


def test_the_newest_value_event_comes_first_and_none_last(policy: Policy) -> None:
    people = [champion("ana"), champion("zoe"), make.champion_state("ben", "zeta")]
    accounts = [customer(), replace(customer(), company=make.key("zeta"))]
    csat = make.trigger("acme", TriggerKind.CSAT, days(-2), who="zoe", score=10)

    rows = listed(policy, *people, *accounts, csat, make.trigger("acme", TriggerKind.RENEWAL, days(-100)))

    assert [row.champion.person for row in rows] == ["zoe", "ana", "ben"]


def test_champions_with_one_event_are_listed_by_id(policy: Policy) -> None:
    event = make.trigger("acme", TriggerKind.EXPANSION, days(-2))

    rows = listed(policy, customer(), champion("zoe"), champion("ana"), event)

    assert [row.champion.person for row in rows] == ["ana", "zoe"]


@pytest.mark.parametrize(("mode", "field"), [(Mode.AE, "owner"), (Mode.CSM, "csm"), (Mode.SDR, "sdr")])
def test_a_rep_sees_the_champions_of_their_own_accounts(policy: Policy, mode: Mode, field: str) -> None:
    other = replace(customer(**{field: "ada@northwind.example"}), company=make.key("zeta"))
    facts: list[Fact] = [customer(), champion("ana"), other, make.champion_state("ben", "zeta")]

    assert [row.champion.person for row in listed(policy, *facts, mode=mode)] == ["ana"]
    assert [row.owned for row in listed(policy, *facts, mode=mode, everybody=True)] == [True, False]


def test_the_mining_filter_is_a_flag_and_no_gate(policy: Policy) -> None:
    event = make.trigger("acme", TriggerKind.EXPANSION, days(-2))
    story = champion("ben", nps=None, win_story="Half the ramp time", health=Health.GREEN)

    rows = listed(policy, customer(), champion("ana", health=Health.GREEN), story, event)

    assert [(row.mined, row.verdict.status) for row in rows] == [(True, Status.OPEN), (False, Status.OPEN)]


@pytest.mark.parametrize(
    ("told", "healthy"), [({"health": Health.GREEN}, True), ({"health": Health.YELLOW}, False), ({}, None)]
)
def test_health_that_is_not_on_file_stays_unknown(
    policy: Policy, told: dict[str, Health], healthy: bool | None
) -> None:
    row = listed(policy, customer(**told), champion())[0]

    assert (row.healthy, row.promoter) == (healthy, True)


@pytest.mark.parametrize(("age", "tier1"), [(0, True), (90, True), (91, False), (-1, False), (None, False)])
def test_an_expansion_playbook_of_the_last_90_days_makes_tier_1(policy: Policy, age: int | None, tier1: bool) -> None:
    completed = None if age is None else days(-age)

    assert listed(policy, customer(playbook_completed_on=completed), champion())[0].tier1 is tier1


def test_layers_in_which_nobody_is_known_are_named(policy: Policy) -> None:
    gone = champion("zoe", layer=Layer.EXECUTIVE_SPONSOR, left_on=days(-90))

    rows = listed(policy, customer(), champion(layer=Layer.POWER_USER), gone)

    assert [row.champion.person for row in rows] == ["ana"]
    assert rows[0].missing_layers == (Layer.ECONOMIC_BUYER, Layer.EXECUTIVE_SPONSOR)


@pytest.mark.parametrize(("age", "left"), [(0, 1.0), (15, 0.5), (30, 0.0), (60, 0.0)])
def test_the_force_of_a_value_event_is_gone_after_30_days(policy: Policy, age: int, left: float) -> None:
    event = make.trigger("acme", TriggerKind.EXPANSION, days(-age))

    assert listed(policy, customer(), champion(), event)[0].momentum == pytest.approx(left)

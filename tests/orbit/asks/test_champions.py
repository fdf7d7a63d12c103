"""The list of champions: whom to ask first, and what is known of them."""

from dataclasses import replace

import pytest

from orbit.asks.gate.champions import Candidate, ChampionSearch, Opening, candidates
from orbit.asks.gate.verdict import Mode, Requester, Status
from orbit.model import EntityId, Fact, Health, Layer, TriggerKind
from orbit.policy import Policy
from tests import factories as make
from tests.orbit.asks.conftest import DAY, REP, champion, customer, days
from tests.orbit.books import quick_book


def listed(policy: Policy, *facts: Fact, mode: Mode = Mode.AE, everybody: bool = False) -> list[Candidate]:
    """The list of a rep with some facts on file."""
    rep = Requester(EntityId("rep"), REP, mode)
    return candidates(rep, quick_book(*facts), DAY, policy, ChampionSearch(everybody=everybody))


def test_rule_25_the_newest_value_event_comes_first_and_none_last(policy: Policy) -> None:
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


def test_rule_16_the_mining_filter_is_a_flag_and_no_gate(policy: Policy) -> None:
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
def test_rule_24_an_expansion_playbook_of_the_last_90_days_makes_tier_1(
    policy: Policy, age: int | None, tier1: bool
) -> None:
    completed = None if age is None else days(-age)

    assert listed(policy, customer(playbook_completed_on=completed), champion())[0].tier1 is tier1


def test_rule_26_layers_in_which_nobody_is_known_are_named(policy: Policy) -> None:
    gone = champion("zoe", layer=Layer.EXECUTIVE_SPONSOR, left_on=days(-90))

    rows = listed(policy, customer(), champion(layer=Layer.POWER_USER), gone)

    assert [row.champion.person for row in rows] == ["ana"]
    assert rows[0].missing_layers == (Layer.ECONOMIC_BUYER, Layer.EXECUTIVE_SPONSOR)


@pytest.mark.parametrize(("age", "left"), [(0, 1.0), (15, 0.5), (30, 0.0), (60, 0.0)])
def test_rule_23_the_force_of_a_value_event_is_gone_after_30_days(policy: Policy, age: int, left: float) -> None:
    event = make.trigger("acme", TriggerKind.EXPANSION, days(-age))

    assert listed(policy, customer(), champion(), event)[0].momentum == pytest.approx(left)


def test_rule_16_without_a_rep_an_account_that_has_an_owner_counts_as_owned(policy: Policy) -> None:
    told = replace(customer(owner=None), company=make.key("zeta"))
    facts: list[Fact] = [customer(), champion("ana", health=Health.GREEN), told, make.champion_state("ben", "zeta")]
    anybody = Requester(EntityId(""), "", Mode.AE)

    rows = candidates(anybody, quick_book(*facts), DAY, policy, ChampionSearch(everybody=True))

    assert [(row.champion.person, row.owned, row.mined) for row in rows] == [("ana", True, True), ("ben", False, False)]


def opening(policy: Policy, *facts: Fact, mode: Mode = Mode.AE) -> Opening | None:
    """When the one champion of some facts may be asked."""
    [row] = listed(policy, *facts, champion(), mode=mode)
    return row.opening


@pytest.mark.parametrize(("age", "opens", "closes", "left"), [(0, 8, 14, 14), (8, 0, 6, 6), (14, -6, 0, 0)])
def test_a_window_is_told_from_its_first_day_to_its_last_with_the_days_left(
    policy: Policy, age: int, opens: int, closes: int, left: int
) -> None:
    found = opening(policy, customer(), make.trigger("acme", TriggerKind.CLOSED_WON, days(-age)))

    assert found is not None
    assert (found.opens_on, found.closes_on, found.days_left(DAY)) == (days(opens), days(closes), left)


def test_a_window_that_is_to_come_says_by_when_to_use_it(policy: Policy) -> None:
    found = opening(policy, customer(), make.trigger("acme", TriggerKind.CLOSED_WON, DAY))

    assert found is not None
    assert found.ask_by == days(10)


def test_the_window_of_a_renewal_that_is_due_is_only_expected(policy: Policy) -> None:
    found = opening(policy, customer(renewal_on=days(40)))

    assert found is not None
    assert found.window is not None
    assert (found.opens_on, found.closes_on, found.window.expected) == (days(40), days(47), True)


@pytest.mark.parametrize("mode", [Mode.AE, Mode.CSM])
def test_rule_30_a_strategic_account_has_the_day_of_its_review_as_window(policy: Policy, mode: Mode) -> None:
    found = opening(policy, customer(arr=310_000.0, qbr_on=days(12)), mode=mode)

    assert found == Opening(days(12), days(12), None, None)


def test_where_nobody_can_tell_when_there_is_no_window(policy: Policy) -> None:
    assert opening(policy, customer(renewal_on=None)) is None


def test_what_stands_in_the_way_is_told_with_the_day_on_which_it_lifts(policy: Policy) -> None:
    gone = champion("zoe", left_on=days(-20))
    event = make.trigger("acme", TriggerKind.EXPANSION, days(-1))

    [row] = listed(policy, customer(owner="ada@northwind.example", csm=REP), champion(), gone, event, mode=Mode.CSM)

    assert [(one.rule, one.until) for one in row.disqualifiers] == [("champion_left", days(40))]

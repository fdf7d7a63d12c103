"""May this champion be asked today? One table or test for each rule, with the days on its edges."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from orbit.asks.gate.verdict import Mode, Status
from orbit.model import AccountKind, Circle, Fact, TriggerKind
from tests import factories as make
from tests.orbit.asks.conftest import DAY, LONG_AGO, Gate, champion, customer, days, rules

WON, RENEWED, EXPANDED, CSAT = TriggerKind.CLOSED_WON, TriggerKind.RENEWAL, TriggerKind.EXPANSION, TriggerKind.CSAT
OPEN, BLOCKED, JOINT = Status.OPEN, Status.BLOCKED, Status.JOINT_MOTION
_REASONS = {OPEN: "in_window", BLOCKED: "outside_window"}
EXPANSION_NOW = make.trigger("acme", EXPANDED, days(-1))


def after(gate: Gate, kind: TriggerKind, age: int) -> tuple[Status, str]:
    """The verdict so many days after a value event, and its first reason."""
    decided = gate(customer(), champion(), make.trigger("acme", kind, days(-age), score=9.0))
    return decided.status, rules(decided)[0]


@pytest.mark.parametrize(("age", "status"), [(0, BLOCKED), (7, BLOCKED), (8, OPEN), (14, OPEN), (15, BLOCKED)])
def test_rule_18_closed_won_opens_a_window_in_the_second_week_only(gate: Gate, age: int, status: Status) -> None:
    assert after(gate, WON, age) == (status, _REASONS[status])


@pytest.mark.parametrize(("age", "status"), [(0, OPEN), (7, OPEN), (8, BLOCKED)])
def test_rule_19_a_renewal_opens_a_window_of_7_days(gate: Gate, age: int, status: Status) -> None:
    assert after(gate, RENEWED, age) == (status, _REASONS[status])


@pytest.mark.parametrize(("age", "status"), [(0, OPEN), (14, OPEN), (15, BLOCKED)])
def test_rule_20_an_expansion_opens_a_window_of_14_days(gate: Gate, age: int, status: Status) -> None:
    assert after(gate, EXPANDED, age) == (status, _REASONS[status])


@pytest.mark.parametrize(("age", "status"), [(0, OPEN), (5, OPEN), (6, BLOCKED)])
def test_rule_21_a_high_csat_answer_opens_a_window_of_5_days(gate: Gate, age: int, status: Status) -> None:
    assert after(gate, CSAT, age) == (status, _REASONS[status])


def test_rule_17_there_are_four_value_events_and_no_others() -> None:
    assert [kind.value for kind in TriggerKind] == ["closed_won", "renewal", "expansion", "csat"]


@pytest.mark.parametrize(("kind", "age", "closes"), [(WON, 9, 5), (RENEWED, 2, 5), (EXPANDED, 10, 4), (CSAT, 5, 0)])
def test_an_open_verdict_says_its_last_day(gate: Gate, kind: TriggerKind, age: int, closes: int) -> None:
    decided = gate(customer(), champion(), make.trigger("acme", kind, days(-age), score=9.5))

    assert (decided.opens_on, decided.closes_on) == (None, days(closes))


@pytest.mark.parametrize(("kind", "age", "ask_by"), [(WON, 8, 2), (RENEWED, 1, 1), (CSAT, 4, -2)])
def test_rule_22_the_target_is_to_ask_within_48_hours_of_the_opening(
    gate: Gate, kind: TriggerKind, age: int, ask_by: int
) -> None:
    decided = gate(customer(), champion(), make.trigger("acme", kind, days(-age), score=9.5))

    assert decided.ask_by == days(ask_by)


def test_an_open_verdict_says_what_allows_it(gate: Gate) -> None:
    decided = gate(customer(), champion(win_story="Half the ramp time"), EXPANSION_NOW)

    assert [reason.text for reason in decided.reasons] == [
        "Expansion on 20 Nov 2026: ask by 22 Nov 2026, at the latest on 4 Dec 2026.",
        "The right to ask is earned: win story, NPS 10.",
    ]
    assert all(reason.facts for reason in decided.reasons)


def test_windows_that_meet_make_one_opening(gate: Gate) -> None:
    events = [make.trigger("acme", CSAT, days(-3), score=10), make.trigger("acme", WON, days(-5))]

    decided = gate(customer(), champion(), *events)

    assert (decided.status, decided.closes_on) == (OPEN, days(9))


def test_windows_with_a_day_between_are_two_openings(gate: Gate) -> None:
    events = [make.trigger("acme", CSAT, days(-4), score=10), make.trigger("acme", WON, days(-5))]

    assert gate(customer(), champion(), *events).closes_on == days(1)


def test_rule_17_without_a_value_event_nobody_is_asked(gate: Gate) -> None:
    decided = gate(customer(renewal_on=None), champion())

    assert (decided.status, rules(decided)[0], decided.opens_on) == (BLOCKED, "no_trigger", None)
    assert decided.reasons[0].text == (
        "No closed-won, renewal, expansion or CSAT answer of 9 or more on file."
        " Any closed-won, renewal, expansion or CSAT answer of 9 or more opens the next one."
    )


def test_without_a_value_event_the_coming_renewal_is_the_next_opening(gate: Gate) -> None:
    decided = gate(customer(renewal_on=days(40)), champion())

    assert (decided.opens_on, decided.closes_on) == (days(40), days(47))
    assert decided.reasons[0].text.endswith("Next: the renewal due on 31 Dec 2026, if it is signed.")


def test_before_the_second_week_of_onboarding_the_opening_is_known(gate: Gate) -> None:
    decided = gate(customer(), champion(), make.trigger("acme", WON, days(-3)))

    assert (decided.status, decided.opens_on, decided.closes_on) == (BLOCKED, days(5), days(11))
    assert decided.reasons[0].text == "Too early after the closed-won on 18 Nov 2026. Next: 26 Nov 2026 to 2 Dec 2026."


def test_a_past_window_says_when_it_closed(gate: Gate) -> None:
    decided = gate(customer(renewal_on=None), champion(), make.trigger("acme", RENEWED, "2026-10-01"))

    assert decided.reasons[0].text.startswith("The window after the renewal on 1 Oct 2026 closed on 8 Oct 2026.")
    assert decided.reasons[0].facts


@pytest.mark.parametrize(("score", "status"), [(10.0, OPEN), (9.0, OPEN), (8.9, BLOCKED), (None, BLOCKED)])
def test_rule_21_a_csat_answer_counts_from_nine(gate: Gate, score: float | None, status: Status) -> None:
    assert gate(customer(), champion(), make.trigger("acme", CSAT, days(-1), score=score)).status is status


def test_a_csat_answer_of_somebody_else_opens_nothing(gate: Gate) -> None:
    decided = gate(customer(), champion(), champion("ben"), make.trigger("acme", CSAT, days(-1), who="ben", score=10))

    assert (decided.status, rules(decided)[0]) == (BLOCKED, "no_trigger")


@pytest.mark.parametrize(("on", "status"), [(days(-5), OPEN), (days(-6), BLOCKED), (days(1), BLOCKED)])
def test_a_csat_answer_told_in_columns_counts_as_an_event(gate: Gate, on: date, status: Status) -> None:
    assert gate(customer(), champion(csat=9.0, csat_on=on)).status is status


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({"nps": 9}, OPEN),
        ({"nps": 8}, BLOCKED),
        ({"nps": None}, BLOCKED),
        ({"nps": None, "win_story": "Half the ramp time"}, OPEN),
        ({"nps": 3, "outcome": "Won 20 deals more"}, OPEN),
    ],
)
def test_rule_15_the_right_to_ask_is_earned_in_one_of_three_ways(
    gate: Gate, told: dict[str, Any], status: Status
) -> None:
    decided = gate(customer(), champion(**told), EXPANSION_NOW)

    assert decided.status is status
    assert ("not_earned" in rules(decided)) is (status is BLOCKED)


def test_an_nps_answer_that_is_missing_is_called_missing(gate: Gate) -> None:
    text = gate(customer(), champion(nps=None), EXPANSION_NOW).reasons[0].text

    assert text == "The right to ask is not earned yet: no win story, no measured outcome, no NPS answer on file."


@pytest.mark.parametrize("facts", [[customer(escalation=True), champion()], [customer(), champion(escalation=True)]])
def test_rule_27_an_open_escalation_forbids_asks(gate: Gate, facts: list[Fact]) -> None:
    decided = gate(*facts, EXPANSION_NOW)

    assert (decided.status, rules(decided)[0], decided.opens_on) == (BLOCKED, "escalation", None)


@pytest.mark.parametrize(("age", "status"), [(0, BLOCKED), (59, BLOCKED), (60, OPEN), (-1, OPEN)])
def test_rule_28_after_a_champion_left_the_customer_rests_60_days(gate: Gate, age: int, status: Status) -> None:
    decided = gate(customer(), champion(), champion("ben", left_on=days(-age)), EXPANSION_NOW)

    assert decided.status is status
    assert ("champion_left" in rules(decided)) is (status is BLOCKED)


def test_the_rest_after_a_departure_and_the_next_window_are_both_waited_for(gate: Gate) -> None:
    left = champion("ben", left_on=days(-30))

    decided = gate(customer(renewal_on=days(28), renewal_committed=True), champion(), left, EXPANSION_NOW)

    assert (decided.opens_on, decided.closes_on) == (days(30), days(35))


@pytest.mark.parametrize(
    ("due", "committed", "status"),
    [
        (30, None, BLOCKED),
        (30, False, BLOCKED),
        (0, False, BLOCKED),
        (31, False, OPEN),
        (-1, False, OPEN),
        (10, True, OPEN),
    ],
)
def test_rule_29_a_renewal_that_is_near_and_not_committed_forbids_asks(
    gate: Gate, due: int, committed: bool | None, status: Status
) -> None:
    decided = gate(customer(renewal_on=days(due), renewal_committed=committed), champion(), EXPANSION_NOW)

    assert decided.status is status
    assert ("renewal_uncommitted" in rules(decided)) is (status is BLOCKED)


def test_an_uncommitted_renewal_says_the_days_left_and_opens_when_signed(gate: Gate) -> None:
    decided = gate(customer(renewal_on=days(21)), champion(), EXPANSION_NOW)

    assert decided.reasons[0].text == "The renewal on 12 Dec 2026 (in 21 days) has no commitment on file."
    assert (decided.opens_on, decided.closes_on) == (days(21), days(28))


def test_a_signed_renewal_is_a_commitment_even_if_the_crm_lags(gate: Gate) -> None:
    decided = gate(customer(renewal_on=days(20)), champion(), make.trigger("acme", RENEWED, days(-2)))

    assert decided.status is OPEN


def test_an_open_window_ends_where_the_renewal_notice_begins(gate: Gate) -> None:
    decided = gate(customer(renewal_on=days(34)), champion(), EXPANSION_NOW)

    assert (decided.status, decided.closes_on) == (OPEN, days(3))


@pytest.mark.parametrize(("arr", "status"), [(250_000.0, OPEN), (250_000.01, JOINT), (None, OPEN)])
def test_rule_30_a_strategic_account_is_asked_together_only(gate: Gate, arr: float | None, status: Status) -> None:
    decided = gate(customer(arr=arr), champion(), EXPANSION_NOW)

    assert decided.status is status
    assert ("strategic_account" in rules(decided)) is (status is JOINT)


@pytest.mark.parametrize(("review", "opens"), [(12, 12), (0, 0), (-1, None), (None, None)])
def test_rule_30_a_strategic_account_opens_on_its_review_whatever_the_windows(
    gate: Gate, review: int | None, opens: int | None
) -> None:
    decided = gate(customer(arr=310_000.0, qbr_on=None if review is None else days(review)), champion())

    expected = None if opens is None else days(opens)
    assert (decided.status, decided.opens_on, decided.closes_on) == (JOINT, expected, expected)


def test_rule_30_a_strategic_account_without_a_review_says_so(gate: Gate) -> None:
    text = gate(customer(arr=310_000.0), champion()).reasons[0].text

    assert text.startswith("ARR of 310,000 is above 250,000: CSM and AE ask together in a business review (no date")


@pytest.mark.parametrize("told", [{"escalation": True}, {"renewal_on": days(10)}])
def test_what_forbids_asks_forbids_them_at_strategic_accounts_too(gate: Gate, told: dict[str, Any]) -> None:
    assert gate(customer(arr=310_000.0, qbr_on=days(5), **told), champion()).status is BLOCKED


@pytest.mark.parametrize(
    ("kind", "age", "status"), [(WON, 9, OPEN), (CSAT, 1, OPEN), (RENEWED, 1, BLOCKED), (EXPANDED, 1, BLOCKED)]
)
def test_rule_31_an_sdr_uses_closed_won_and_csat_only(gate: Gate, kind: TriggerKind, age: int, status: Status) -> None:
    decided = gate(customer(), champion(), make.trigger("acme", kind, days(-age), score=9), mode=Mode.SDR)

    assert decided.status is status
    assert ("sdr_trigger" in rules(decided)) is (status is BLOCKED)


@pytest.mark.parametrize(
    ("sdr", "status"), [("REP@northwind.example ", OPEN), ("else@northwind.example", BLOCKED), (None, BLOCKED)]
)
def test_rule_31_an_sdr_asks_only_where_they_sourced_the_account(gate: Gate, sdr: str | None, status: Status) -> None:
    decided = gate(customer(sdr=sdr), champion(), make.trigger("acme", WON, days(-9)), mode=Mode.SDR)

    assert decided.status is status
    assert ("not_sourced" in rules(decided)) is (status is BLOCKED)


def test_rule_30_an_sdr_never_asks_at_a_strategic_account(gate: Gate) -> None:
    decided = gate(customer(arr=310_000.0, qbr_on=days(5)), champion(), mode=Mode.SDR)

    assert (decided.status, rules(decided)[0], decided.opens_on) == (BLOCKED, "strategic_account", None)


def test_rule_31_an_sdr_does_not_wait_for_a_renewal(gate: Gate) -> None:
    decided = gate(customer(renewal_on=days(40)), champion(), mode=Mode.SDR)

    assert decided.opens_on is None
    assert decided.reasons[0].text.startswith("No closed-won or CSAT answer of 9 or more on file.")


def test_what_is_not_on_file_is_said(gate: Gate) -> None:
    decided = gate(champion(), EXPANSION_NOW)

    assert decided.status is OPEN
    assert decided.reasons[-1].text == "Not on file, so not checked: ARR, renewal date, escalations."


def test_an_account_of_a_colleague_is_open_but_to_be_agreed(gate: Gate) -> None:
    decided = gate(customer(owner="ada@northwind.example"), champion(), EXPANSION_NOW)

    assert decided.status is OPEN
    assert "The account belongs to ada@northwind.example: agree it first." in [r.text for r in decided.reasons]


def test_every_reason_that_blocks_comes_before_the_others(gate: Gate) -> None:
    decided = gate(customer(escalation=True, arr=None, owner="ada@northwind.example"), champion(nps=5))

    assert rules(decided) == ["escalation", "not_earned", "no_trigger", "other_owner", "not_on_file"]


def test_a_fact_of_the_next_day_changes_nothing(gate: Gate) -> None:
    told: list[Fact] = [customer(), champion(), make.trigger("acme", EXPANDED, days(-20))]
    later: list[Fact] = [
        replace(customer(escalation=True, arr=900_000.0), seen_on=days(1)),
        replace(champion(nps=2), seen_on=days(1)),
        make.trigger("acme", EXPANDED, days(1)),
    ]

    assert gate(*told, *later).status is gate(*told).status
    assert rules(gate(*told, *later)) == rules(gate(*told))


def test_a_customer_that_left_us_makes_its_champion_a_former_customer(gate: Gate) -> None:
    decided = gate(replace(customer(), kind=AccountKind.FORMER_CUSTOMER), champion())

    assert (decided.status, decided.circles) == (OPEN, (Circle.EX_CUSTOMER,))


def test_a_champion_of_whom_only_the_role_is_known_has_not_earned_it(gate: Gate) -> None:
    decided = gate(make.role("ana", Circle.CHAMPION, "acme"), EXPANSION_NOW)

    assert (decided.status, rules(decided)[0]) == (BLOCKED, "not_earned")


@pytest.mark.parametrize(("age", "status"), [(0, BLOCKED), (59, BLOCKED), (60, OPEN)])
def test_a_champion_who_left_is_asked_after_60_days(gate: Gate, age: int, status: Status) -> None:
    decided = gate(customer(), champion(left_on=days(-age)), make.role("ana", Circle.CHAMPION, "acme"))

    assert (decided.status, decided.circles) == (status, (Circle.EX_CUSTOMER,))
    assert decided.opens_on == (None if status is OPEN else days(60 - age))


def test_a_champion_whose_new_job_is_known_may_be_asked_at_once(gate: Gate) -> None:
    moved = make.role("ana", Circle.EX_CUSTOMER, "acme", seen_on=LONG_AGO)

    assert gate(customer(), champion(left_on=days(-3)), moved).status is OPEN


def test_a_champion_who_is_an_advisor_too_stands_under_both_rules(gate: Gate) -> None:
    decided = gate(customer(), champion(), make.role("ana", Circle.ADVISOR))

    assert (decided.status, decided.circles) == (BLOCKED, (Circle.CHAMPION, Circle.ADVISOR))


def test_a_champion_at_two_customers_needs_both_to_allow_it(gate: Gate) -> None:
    second = [make.champion_state("ana", "zeta", nps=10, seen_on=LONG_AGO), make.trigger("zeta", EXPANDED, days(-1))]

    assert gate(customer(), champion(), EXPANSION_NOW, *second).status is OPEN
    assert gate(customer(escalation=True), champion(), EXPANSION_NOW, *second).status is BLOCKED


@pytest.mark.parametrize("circle", [c for c in Circle if c is not Circle.CHAMPION])
def test_rule_07_all_others_of_our_people_go_through_the_same_gate_without_a_value_event(
    gate: Gate, circle: Circle
) -> None:
    decided = gate(make.role("ana", circle))

    assert (decided.status, rules(decided)) == (OPEN, ["circle"])


def test_a_stranger_is_not_asked(gate: Gate) -> None:
    decided = gate(make.role("ana"), who="nobody")

    assert (decided.status, rules(decided), decided.slots) == (BLOCKED, ["not_ours"], 0)


def test_one_of_our_people_is_none_before_the_day_they_became_so(gate: Gate) -> None:
    role = make.role("ana", Circle.ADVISOR, start=DAY)

    assert gate(role, as_of=days(-1)).status is BLOCKED
    assert gate(role).status is OPEN


def test_the_requester_needs_nobodys_leave_for_their_own_acquaintances(gate: Gate) -> None:
    decided = gate(make.role("rep"), who="rep")

    assert (decided.status, rules(decided), decided.slots) == (OPEN, ["own_network"], None)

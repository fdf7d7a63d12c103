from __future__ import annotations

from datetime import date, timedelta

import pytest

from ingest.intake.mapping import shipped_profiles
from orbit.asks.month.months import Month
from orbit.asks.month.session import AskLimits, FlagKind, agenda, ask_days, flag, holds, on_day, pairs, session_days
from orbit.asks.terms import Mode
from orbit.errors import PolicyError, UsageError
from orbit.model import EntityId
from orbit.policy import load_policy

POLICY = load_policy()
SESSION = POLICY.session
MONDAY = date(2026, 12, 7)
ANY = AskLimits()


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_rule_48_a_session_is_on_the_first_monday_and_the_next_one_is_known() -> None:
    found = session_days(Month(2026, 12), day("2026-11-30"), SESSION)

    assert (found.held_on, found.next_on) == (MONDAY, day("2027-01-04"))


def test_rule_48_the_counts_are_looked_at_for_five_minutes_every_week_in_between() -> None:
    found = session_days(Month(2026, 12), MONDAY, SESSION)

    assert found.standups == (day("2026-12-14"), day("2026-12-21"), day("2026-12-28"))
    assert SESSION.standup_minutes == 5


@pytest.mark.parametrize(
    ("as_of", "held_on"),
    [("2026-12-07", "2026-12-07"), ("2026-12-16", "2026-12-16"), ("2026-12-19", "2026-12-21")],
)
def test_a_session_later_in_the_month_is_held_at_once_but_not_on_a_weekend(as_of: str, held_on: str) -> None:
    assert session_days(Month(2026, 12), day(as_of), SESSION).held_on == day(held_on)


def test_a_session_never_falls_on_or_after_the_next_one() -> None:
    found = session_days(Month(2026, 10), day("2026-10-31"), SESSION)

    assert (found.held_on, found.next_on) == (day("2026-10-31"), day("2026-11-02"))


def test_a_month_that_is_over_has_no_session_to_come() -> None:
    with pytest.raises(UsageError, match="2026-10 is over"):
        session_days(Month(2026, 10), day("2026-11-01"), SESSION)


@pytest.mark.parametrize("mode", [Mode.AE, Mode.CSM])
def test_rule_48_the_agenda_takes_sixty_minutes(mode: Mode) -> None:
    assert sum(item.minutes for item in agenda(mode, SESSION)) == SESSION.minutes == 60


def test_rule_31_the_agenda_of_an_sdr_takes_thirty_minutes() -> None:
    assert sum(item.minutes for item in agenda(Mode.SDR, SESSION)) == SESSION.sdr_minutes == 30


@pytest.mark.parametrize("mode", list(Mode))
def test_rule_56_each_script_is_said_aloud_twice(mode: Mode) -> None:
    assert any("aloud twice" in item.text for item in agenda(mode, SESSION))


def test_rule_56_a_session_pays_back_at_three_asks() -> None:
    assert SESSION.payback_asks == 3


@pytest.mark.parametrize(
    ("override", "told"),
    [
        ('agenda = ["50 All of it"]', "session.agenda"),
        ('agenda = ["All of it"]', "session.agenda"),
        ("weekday = 8", "session.weekday"),
        ("hold_hour = 24", "session.hold_hour"),
        ("most_named = 5", "session.most_named"),
    ],
)
def test_a_session_that_cannot_be_is_refused_by_its_key(override: str, told: str) -> None:
    with pytest.raises(PolicyError, match=told):
        load_policy(f"[session]\n{override}\n")


def test_rule_55_each_candidate_has_a_day_of_its_own_on_working_days_after_the_session() -> None:
    assert ask_days([ANY] * 5, MONDAY, MONDAY) == [MONDAY + timedelta(days=days) for days in (1, 2, 3, 4, 7)]


def test_rule_55_the_day_lies_by_the_target_of_the_window() -> None:
    limits = AskLimits(ask_by=day("2026-12-09"), closes_on=day("2026-12-11"))

    assert ask_days([ANY, ANY, ANY, limits], MONDAY, MONDAY)[3] == day("2026-12-09")


def test_rule_55_where_the_target_has_passed_the_day_lies_within_the_window() -> None:
    limits = AskLimits(ask_by=day("2026-12-01"), closes_on=day("2026-12-12"))

    assert ask_days([ANY] * 6 + [limits], MONDAY, MONDAY)[6] == day("2026-12-11")


def test_a_window_that_holds_a_weekend_alone_is_used_all_the_same() -> None:
    saturday = day("2026-12-12")

    assert ask_days([AskLimits(closes_on=saturday)], saturday, saturday) == [saturday]


def test_rule_22_a_window_that_ends_before_the_session_does_not_wait_for_it() -> None:
    limits = AskLimits(ask_by=day("2026-12-01"), closes_on=day("2026-12-04"))

    assert ask_days([limits], MONDAY, day("2026-11-30")) == [day("2026-12-01")]
    assert ask_days([limits], MONDAY, day("2026-12-02")) == [day("2026-12-04")]


def test_rule_30_who_is_asked_in_a_business_review_has_its_day_or_none() -> None:
    review = day("2027-01-20")

    assert ask_days([AskLimits(opens_on=review, joint=True), AskLimits(joint=True)], MONDAY, MONDAY) == [review, None]


def test_rule_46_each_candidate_has_a_hold_and_those_of_a_day_follow_each_other() -> None:
    found = holds([MONDAY, None, MONDAY, day("2026-12-08")], SESSION)

    told = [at and at.isoformat(timespec="minutes") for at in found]
    assert told == ["2026-12-07T10:00", None, "2026-12-07T10:15", "2026-12-08T10:00"]


def test_rule_46_whoever_is_short_of_names_pairs_up_with_a_colleague_who_has_them() -> None:
    named = {EntityId(rep): count for rep, count in {"ana": 8, "bea": 2, "cid": 5, "dov": 4, "eva": 0}.items()}

    assert pairs(named, 5) == {"eva": "ana", "bea": "cid", "dov": "ana"}


def test_rule_46_where_everybody_is_short_nobody_is_named() -> None:
    assert pairs({EntityId("ana"): 1}, 5) == {"ana": None}


def test_rule_46_a_flag_counts_all_and_names_the_first() -> None:
    found = flag(FlagKind.NO_SIGNAL, "text", [f"Account {number}" for number in range(9, 0, -1)], SESSION)

    assert found is not None
    assert (found.count, found.names) == (9, tuple(f"Account {number}" for number in range(1, 6)))
    assert flag(FlagKind.NO_SIGNAL, "text", [], SESSION) is None


def test_rule_48_a_session_of_the_team_names_forty_to_sixty() -> None:
    assert (SESSION.least_named, SESSION.most_named) == (40, 60)


def test_rule_55_the_days_in_a_script_are_those_of_the_ask() -> None:
    text = "You have it by 23 Nov 2026. May I ask on 21 Dec 2026?"

    moved = on_day(text, day("2026-11-21"), day("2026-12-19"), POLICY.log)

    assert moved == "You have it by 21 Dec 2026. May I ask on 18 Jan 2027?"


@pytest.mark.parametrize("system", ["gainsight", "churnzero", "catalyst"])
def test_rule_57_the_systems_that_hold_customer_health_have_their_columns_known(system: str) -> None:
    assert system in shipped_profiles()

"""How likely two persons know each other: each kind of evidence, its bound, and how they combine."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orbit.model import Item, SpellKind, TieKind
from orbit.policy import load_policy
from tests.factories import DAY, AnyDate, company, investment, person, ref, spell, tie
from tests.orbit.graph.seeing import strength

POLICY = load_policy().strength
AE, CEO, ENGINEER = "Account Executive", "CEO", "Software Engineer"
TODAY = "2026-11-21"


def know(*facts: Item, as_of: date = DAY, headcount: int | None = 50, company_name: str = "Acme") -> float:
    """How well Ana and Bo know each other by these facts."""
    acme = company("acme", company_name, headcount=headcount)
    return strength([person("ana"), person("bo"), person("cy"), acme, company("fund"), *facts], "ana", "bo", as_of)


def both(
    title: str | None = AE, start: AnyDate = "2019-01", end: AnyDate = "2021-01", kind: SpellKind = SpellKind.JOB
) -> Sequence[Item]:
    return [spell(who, "acme", title, start, end, kind=kind) for who in ("ana", "bo")]


def linked(kind: TieKind = TieKind.LINKEDIN, on: str | None = TODAY, closeness: float | None = None) -> Item:
    return tie("ana", "bo", kind, on=on, closeness=closeness)


def mail(sent: int = 0, received: int = 0, events: int = 0, on: str = TODAY) -> Item:
    kind = TieKind.MEETING if events else TieKind.MAIL
    return tie("ana", "bo", kind, on=on, sent=sent, received=received, events=events)


def test_two_people_without_anything_in_common_do_not_know_each_other() -> None:
    assert know(spell("ana", "acme", AE, "2019"), spell("bo", "fund", AE, "2019")) == 0.0


def test_colleagues_who_never_overlapped_do_not_know_each_other() -> None:
    assert know(spell("ana", "acme", AE, "2010-01", "2012-01"), spell("bo", "acme", AE, "2015-01", "2017-01")) == 0.0


def test_longer_shared_time_is_a_stronger_tie() -> None:
    assert 0 < know(*both(end="2019-06")) < know(*both(end="2020-06")) < know(*both(end="2021-01"))


def test_colleagues_of_a_small_company_know_each_other_better() -> None:
    assert know(*both(), headcount=20) > know(*both(), headcount=500) > know(*both(), headcount=20_000) > 0


def test_colleagues_of_one_function_know_each_other_better() -> None:
    apart = know(spell("ana", "acme", AE, "2019-01", "2021-01"), spell("bo", "acme", ENGINEER, "2019-01", "2021-01"))

    assert know(*both(AE)) > apart > 0


def test_an_unknown_function_lies_between_the_same_and_another() -> None:
    apart = know(spell("ana", "acme", AE, "2019-01", "2021-01"), spell("bo", "acme", ENGINEER, "2019-01", "2021-01"))

    assert apart < know(*both(title=None)) < know(*both(AE))


def test_a_company_of_unknown_size_counts_as_a_large_one() -> None:
    assert know(*both(), headcount=None) == pytest.approx(know(*both(), headcount=int(POLICY.default_headcount)))


def test_shared_time_fades_with_the_years_but_never_below_its_floor() -> None:
    fresh, old, ancient = (know(*both(), as_of=date(year, 1, 31)) for year in (2021, 2031, 2121))

    assert fresh > old > ancient > 0
    assert ancient == pytest.approx(fresh * POLICY.recency_floor, rel=0.2)


def test_shared_time_alone_never_passes_its_bound() -> None:
    assert know(*both(start="1960-01", end=TODAY), headcount=2) <= POLICY.worked_together_cap


def test_merely_possible_shared_time_is_weak() -> None:
    facts = [spell("ana", "acme", AE, "2018-01", "2020"), spell("bo", "acme", AE, "2020", "2022-01")]

    assert 0 < know(*facts, headcount=2) <= POLICY.possible_cap


def test_two_jobs_without_any_date_are_no_tie() -> None:
    assert know(*both(start=None, end=None)) == 0.0


def test_an_old_colleague_does_not_share_time_with_a_job_of_unknown_dates() -> None:
    undated = [spell("ana", "acme", AE), spell("ana", "acme", AE, seen_on=TODAY)]

    assert know(*undated, spell("bo", "acme", AE, "1990-01", "1999-01")) == 0.0


@pytest.mark.parametrize("name", ["Self-employed", "Freelance", "Stealth Startup", "Retired"])
def test_what_is_no_company_ties_nobody(name: str) -> None:
    assert know(*both(start="2010", end="2020"), company_name=name) == 0.0
    assert know(*both(start="2010", end="2020", kind=SpellKind.BOARD), company_name=name) == 0.0


def test_a_board_ties_closer_than_a_company() -> None:
    board = know(*both(kind=SpellKind.BOARD), headcount=1000)

    assert know(*both(), headcount=1000) < board <= POLICY.board_cap


def test_the_head_of_a_company_knows_its_board() -> None:
    seat = spell("ana", "acme", "Director", "2019-01", "2021-01", kind=SpellKind.BOARD)

    head = know(seat, spell("bo", "acme", CEO, "2019-01", "2021-01"), headcount=1000)
    staff = know(seat, spell("bo", "acme", AE, "2019-01", "2021-01"), headcount=1000)

    assert head > staff > 0


def test_a_school_ties_weakly() -> None:
    assert 0 < know(*both(start="2010-09", end="2014-06", kind=SpellKind.SCHOOL)) <= POLICY.school_cap


def test_who_studied_there_does_not_know_who_worked_there() -> None:
    student = spell("ana", "acme", "BSc", "2010-09", "2014-06", kind=SpellKind.SCHOOL)

    assert know(student, spell("bo", "acme", AE, "2010-09", "2014-06")) == 0.0


def test_who_led_an_investment_knows_the_head_of_the_company() -> None:
    funded = investment("fund", "acme", "2019-05", partner="ana")

    tied = know(funded, spell("bo", "acme", CEO, "2018-01", TODAY))

    assert tied == pytest.approx(POLICY.investor_cap * POLICY.investor_probability)
    assert know(funded, spell("bo", "acme", AE, "2018-01", TODAY)) == 0.0


def test_an_investor_knows_a_head_who_came_after_the_investment_but_not_one_who_left_before() -> None:
    funded = investment("fund", "acme", "2019-05", partner="ana")

    assert know(funded, spell("bo", "acme", CEO, "2022-01", TODAY)) > 0
    assert know(funded, spell("bo", "acme", CEO, "2010-01", "2012-01")) == 0.0


def test_a_linkedin_connection_counts_as_its_bound() -> None:
    assert know(linked()) == pytest.approx(POLICY.linkedin_cap)


def test_a_connection_told_by_both_counts_once() -> None:
    back = tie("bo", "ana", on="2020-01-01", at=ref(9, file="other.csv"))

    assert know(linked(), back) == pytest.approx(POLICY.linkedin_cap)


def test_a_connection_fades_to_its_floor() -> None:
    fresh, old, ancient = (know(linked(on=day)) for day in (TODAY, "2024-11-21", "1990-01-01"))

    half = POLICY.linkedin_floor + (1 - POLICY.linkedin_floor) / 2
    assert fresh == pytest.approx(POLICY.linkedin_cap)
    assert old == pytest.approx(POLICY.linkedin_cap * half, rel=1e-3)
    assert ancient == pytest.approx(POLICY.lasting_linkedin, rel=1e-3)


def test_mail_counts_only_in_both_directions() -> None:
    assert know(mail(sent=40)) == 0.0
    assert 0 < know(mail(sent=40, received=3)) < know(mail(sent=40, received=30)) <= POLICY.mail_cap


def test_meetings_count_more_than_mails() -> None:
    assert know(mail(events=5)) > know(mail(sent=5, received=5))


def test_mail_fades_to_nothing_in_six_years() -> None:
    fresh, year_old, gone = (know(mail(20, 20, on=day)) for day in (TODAY, "2025-11-21", "2020-10-01"))

    assert fresh > year_old > gone == 0.0


def test_kinds_of_evidence_combine_as_independent_chances() -> None:
    worked, connected = know(*both()), know(linked())

    assert know(*both(), linked()) == pytest.approx(1 - (1 - worked) * (1 - connected))


def test_what_one_of_the_two_says_takes_the_place_of_all_else() -> None:
    denied = tie("ana", "bo", TieKind.DECLARED, on=TODAY, closeness=0.0)

    assert know(*both(), linked(), mail(20, 20), denied) == 0.0
    assert know(linked(TieKind.CONFIRMED, closeness=0.9)) == pytest.approx(0.9)


def test_what_was_said_fades_back_to_what_the_facts_show() -> None:
    said = tie("ana", "bo", TieKind.DECLARED, on="2018-11-21", closeness=1.0)
    weight = 0.5 ** (8 / POLICY.declared_half_life_years)

    expected = weight + (1 - weight) * know(linked())

    assert know(linked(), said) == pytest.approx(expected, rel=1e-3)


def test_of_two_statements_the_newer_weighs_more() -> None:
    yes = tie("ana", "bo", TieKind.DECLARED, on="2026-01-01", closeness=0.9)
    no = tie("ana", "bo", TieKind.CONFIRMED, on="2026-11-01", closeness=0.0)

    assert know(yes, no) < 0.1


def test_a_statement_without_a_degree_changes_nothing() -> None:
    assert know(linked(), linked(TieKind.DECLARED)) == pytest.approx(know(linked()))


def test_a_tie_of_a_later_day_does_not_count_yet() -> None:
    assert know(linked(on="2026-06-01"), as_of=date(2026, 5, 31)) == 0.0
    assert know(linked(on="2026-06-01"), as_of=date(2026, 6, 1)) > 0


def test_a_connection_without_a_day_counts_as_an_old_one() -> None:
    assert know(linked(on=None)) == pytest.approx(POLICY.lasting_linkedin)


def test_likeness_never_outranks_a_dated_tie() -> None:
    alike = [
        *both(start="2005-09", end="2009-06", kind=SpellKind.SCHOOL),
        *[spell(who, "fund", AE, seen_on=day) for who, day in (("ana", "2024-01-01"), ("bo", "2025-06-01"))],
        linked(),
    ]
    bounds = [POLICY.school_cap, POLICY.possible_cap, POLICY.linkedin_cap]

    assert all(know(fact) < 0.9 for fact in alike)
    assert max(bounds) < min(POLICY.worked_together_cap, POLICY.board_cap, POLICY.mail_cap)
    assert know(*alike) < know(linked(TieKind.CONFIRMED, closeness=0.9))


PIECES: tuple[Sequence[Item], ...] = (
    both(),
    both(AE, "2023-01", "2024-01"),
    both(start="2005-09", end="2009-06", kind=SpellKind.SCHOOL),
    both(start="2012-01", end="2014-01", kind=SpellKind.BOARD),
    [spell(who, "fund", AE, "2015", "2016") for who in ("ana", "bo")],
    [linked()],
    [mail(sent=9, received=9)],
    [mail(events=2, on="2024-05-05")],
)
some = st.sets(st.sampled_from(range(len(PIECES))))


@given(some, some)
def test_more_evidence_never_makes_a_tie_weaker(known: set[int], more: set[int]) -> None:
    before = know(*(fact for piece in known for fact in PIECES[piece]))

    after = know(*(fact for piece in known | more for fact in PIECES[piece]))

    assert after >= before - 1e-12


@given(some)
def test_a_tie_is_a_probability_and_the_same_from_both_ends(known: set[int]) -> None:
    facts = [fact for piece in known for fact in PIECES[piece]]
    world = [person("ana"), person("bo"), company("acme", headcount=50), company("fund"), *facts]

    there, back = strength(world, "ana", "bo"), strength(world, "bo", "ana")

    assert 0.0 <= there <= 1.0
    assert there == pytest.approx(back, rel=1e-12)

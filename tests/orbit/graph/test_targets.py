"""Whom to meet at an account: who works there now, and how likely each replies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from orbit.graph.targets import TargetSearch, find_targets, fits, reply_of, who_fits
from orbit.graph.view import View
from orbit.model import EntityId, Item, SpellKind
from orbit.policy import Policy, load_policy
from orbit.titles import JobFunction, Seniority
from tests.factories import DAY, company, person, spell
from tests.listed import number_of, view_of

POLICY = load_policy()
NAMES = tuple(f"p{number}" for number in range(8))
PEOPLE = (*NAMES, "p8")


def world(*facts: Item, as_of: date = DAY) -> View:
    return view_of([*map(person, PEOPLE), company("acme"), company("bolt"), *facts], {}, as_of)


def search(view: View, title: str | None = None, heat: float = 0.0) -> TargetSearch:
    number = view.snapshot.company(EntityId("acme"))
    assert number is not None
    return TargetSearch(number, view.as_of.toordinal(), heat, title)


def targets(view: View, title: str | None = None, policy: Policy = POLICY) -> list[str]:
    found = find_targets(view.snapshot, view.places, view.staff, search(view, title), policy)
    return [view.snapshot.person_entity(number) for number in found.person.tolist()]


def job(who: str, title: str = "Account Executive", where: str = "acme", seen_on: date = DAY) -> Item:
    return spell(who, where, title, "2020-01", seen_on=seen_on)


def test_only_who_works_there_now_is_a_target() -> None:
    left = spell("p1", "acme", "CEO", "2015-01", "2019-01")

    assert targets(world(job("p0"), left, job("p2", where="bolt"))) == ["p0"]


def test_somebody_with_two_open_jobs_is_where_they_were_seen_last() -> None:
    view = world(job("p0", seen_on=date(2026, 1, 1)), job("p0", where="bolt", seen_on=date(2026, 9, 1)))

    assert targets(view) == []


def test_of_two_jobs_seen_on_one_day_the_later_begun_is_the_present_one() -> None:
    newer = spell("p0", "acme", "VP Sales", "2024-01", seen_on=DAY)

    assert targets(world(job("p0", where="bolt"), newer)) == ["p0"]


def test_a_job_begun_some_time_this_year_is_the_present_one() -> None:
    view = world(job("p0", where="bolt", seen_on=date(2024, 1, 1)), spell("p0", "acme", "CFO", "2026"))

    assert targets(view) == ["p0"]


def test_a_job_of_which_nothing_was_heard_for_years_is_not_a_present_one() -> None:
    assert targets(world(job("p0", seen_on=date(2023, 1, 1)))) == []


def test_a_board_seat_or_school_is_no_job() -> None:
    seat = spell("p0", "acme", "Director", "2020-01", seen_on=DAY, kind=SpellKind.BOARD)
    school = spell("p1", "acme", "BSc", "2024-01", seen_on=DAY, kind=SpellKind.SCHOOL)

    assert targets(world(seat, school)) == []


def test_a_job_of_a_later_day_is_not_known_yet() -> None:
    assert targets(world(job("p0"), as_of=date(2019, 6, 1))) == []
    assert targets(world(job("p0"), as_of=date(2021, 6, 1))) == ["p0"]


def test_titles_are_found_by_words_in_any_case() -> None:
    view = world(job("p0", "VP Sales"), job("p1", "CFO"), job("p2", "Head of SALES Operations"))

    assert sorted(targets(view, "sales")) == ["p0", "p2"]


CREW = (job("p0", "VP Sales"), job("p1", "VP Engineering"), job("p2", "Account Executive"), job("p3", "Seer"))


@pytest.mark.parametrize(
    ("functions", "seniorities", "found"),
    [
        ({JobFunction.SALES}, set(), ["p0", "p2"]),
        ({JobFunction.SALES, JobFunction.ENGINEERING}, set(), ["p0", "p1", "p2"]),
        (set(), {Seniority.VP}, ["p0", "p1"]),
        ({JobFunction.SALES}, {Seniority.VP}, ["p0"]),
        ({JobFunction.UNKNOWN}, set(), ["p3"]),
        ({JobFunction.LEGAL}, set(), []),
    ],
)
def test_targets_are_chosen_by_function_and_seniority(
    functions: set[JobFunction], seniorities: set[Seniority], found: list[str]
) -> None:
    view = world(*CREW)
    wanted = replace(search(view), functions=frozenset(functions), seniorities=frozenset(seniorities))

    targets = find_targets(view.snapshot, view.places, view.staff, wanted, POLICY)

    assert sorted(view.snapshot.person_entity(number) for number in targets.person.tolist()) == found


def test_targets_are_chosen_before_only_the_likeliest_are_kept() -> None:
    view, one = world(*CREW), load_policy("[search]\ntargets_per_account = 1")
    wanted = replace(search(view), functions=frozenset({JobFunction.ENGINEERING}))

    assert find_targets(view.snapshot, view.places, view.staff, wanted, one).person.tolist() == [1]


def test_everybody_who_fits_is_counted_whether_looked_at_or_not() -> None:
    view = world(*map(job, NAMES), job("p8", "CFO"))

    rows, _ = who_fits(view.snapshot, view.places, view.staff, search(view, "executive"))

    assert len(rows) == len(NAMES)


def test_one_job_fits_as_it_does_among_all() -> None:
    view = world(*CREW, job("p4", where="bolt"))
    wanted = replace(search(view, "vp"), functions=frozenset({JobFunction.SALES}))

    fitting = [fits(view.snapshot, view.places, int(view.jobs[number]), wanted) for number in range(5)]

    assert fitting == [True, False, False, False, False]


def test_likely_repliers_come_first_then_by_id() -> None:
    view = world(job("p3", "VP Sales"), job("p1", "Account Executive"), job("p2", "VP Sales"))

    assert targets(view) == ["p2", "p3", "p1"]


def test_there_are_at_most_as_many_targets_as_the_policy_says() -> None:
    few = load_policy("[search]\ntargets_per_account = 3")

    assert targets(world(*map(job, NAMES)), policy=few) == ["p0", "p1", "p2"]


@pytest.mark.parametrize("title", ["VP Sales", "Software Engineer", "Receptionist", "CEO"])
def test_the_factors_of_a_reply_multiply_to_it(title: str) -> None:
    view = world(job("p0", title, seen_on=date(2026, 1, 1)))

    shown = reply_of(view.places, int(view.jobs[number_of(view.snapshot, "p0")]), search(view, heat=0.4), POLICY.reply)

    assert shown.value == shown.seniority * shown.function * shown.signal * shown.still_there


def test_a_fresh_signal_a_fitting_function_and_a_fresh_sighting_make_a_reply_likelier() -> None:
    view = world(job("p0", "VP Sales"), job("p1", "VP Engineering"), job("p2", "VP Sales", seen_on=date(2026, 1, 1)))

    def reply(who: str, heat: float) -> float:
        row = int(view.jobs[number_of(view.snapshot, who)])
        return reply_of(view.places, row, search(view, heat=heat), POLICY.reply).value

    assert reply("p0", 1.0) > reply("p0", 0.0)
    assert reply("p0", 0.5) > reply("p1", 0.5)
    assert reply("p0", 0.5) > reply("p2", 0.5)

"""Facts that cannot be as told: defined behaviour, no exception, and no tie out of nothing."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orbit.graph.compiled.ranking import CompiledRanker
from orbit.graph.explain import explain_tie
from orbit.graph.paths import Candidate
from orbit.graph.ranking import Choice, EngineRanker
from orbit.graph.targets import TargetSearch
from orbit.graph.view import View
from orbit.model import EntityId, Item, Spell, SpellKind
from orbit.policy import Policy, load_policy
from tests.factories import DAY, AnyDate, company, person, spell, tie
from tests.listed import number_of, view_of
from tests.orbit.graph.seeing import between, strength

AE = "Account Executive"
GOOD = spell("bo", "acme", AE, "2015-01", "2021-01")
ABSURD = {
    "nobody gets to know anybody": "[strength]\nclosest_rate = 0",
    "almost everybody knows everybody": "[strength]\nclosest_rate = 0.999999",
    "next to nobody is met": "[strength]\nothers_met = 1e-12",
    "the whole world is met": "[strength]\nothers_met = 1e12",
    "no function has anybody": "[strength]\nfunction_share = 0",
    "one function has everybody": "[strength]\nfunction_share = 1",
    "size decides everything": "[strength]\nunit_half_size = 1e-9",
    "size decides nothing": "[strength]\nunit_half_size = 1e15",
    "a unit gets to know each other in no time": "[strength]\nrate_months = 1e-9",
    "every company is empty": "[strength]\ndefault_headcount = 0",
    "nobody stays": "[strength]\nopen_months = 0",
    "jobs never end": "[strength]\nopen_months = 1e5",
    "everything counts in full": "[strength]\nworked_together_cap = 1\nlinkedin_cap = 1\npossible_cap = 1",
    "nothing counts": "[strength]\nworked_together_cap = 0\nlinkedin_cap = 0\npossible_cap = 0\nboard_cap = 0",
    "nobody passes anything on": "[reach]\nbridge_pass = 0",
    "nobody replies": "[reply]\nc_level = 0\nvp = 0\ndirector = 0\nmanager = 0\nindividual = 0\nunknown = 0",
    "everybody has left": "[reply]\nleaves_per_year = 1e6",
    "all is shown": "[search]\nmin_score = 0",
}


def ana(
    start: AnyDate = None, end: AnyDate = None, seen_on: date | None = None, kind: SpellKind = SpellKind.JOB
) -> Spell:
    return spell("ana", "acme", AE, start, end, seen_on=seen_on, kind=kind)


def tied(*facts: Item, as_of: date = DAY) -> float:
    """How well Ana and Bo know each other."""
    return strength([person("ana"), person("bo"), company("acme", headcount=40), *facts], "ana", "bo", as_of)


@pytest.mark.parametrize(
    "impossible",
    [
        ana("2019-06", "2016-03"),
        ana("2019", "2016"),
        ana("2020-12-31", "2015-01-01"),
        ana("2030-01", "2032-01"),
        ana("2027-01"),
        ana("2027-01", "2019-01"),
        ana(),
        ana(kind=SpellKind.BOARD),
    ],
    ids=lambda spell: f"{spell.start} to {spell.end}",
)
def test_time_that_cannot_have_been_ties_nobody(impossible: Spell) -> None:
    assert tied(GOOD, impossible) == 0.0


def test_a_job_that_ended_before_it_began_is_nobodys_present_one() -> None:
    view = world([ana("2026-01", "2019-01"), ana("2027-01", seen_on=DAY)])

    assert ways(view, "acme") == []


def test_seventy_years_at_one_company_are_a_tie_within_its_bound() -> None:
    for_life = [spell(who, "acme", AE, "1950-01", "2020-01") for who in ("ana", "bo")]

    assert 0.5 < tied(*for_life) <= load_policy().strength.worked_together_cap


days = st.one_of(st.none(), st.integers(1900, 2200).map(str), st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(str))
spells = st.builds(
    spell,
    st.sampled_from(["ana", "bo"]),
    st.just("acme"),
    st.sampled_from([AE, "CEO", None]),
    days,
    days,
    kind=st.sampled_from(list(SpellKind)),
    seen_on=st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2040, 1, 1))),
)


@given(st.lists(spells, max_size=6, unique_by=repr))
def test_whatever_dates_are_told_a_tie_is_a_probability_that_explains_itself(facts: list[Spell]) -> None:
    view = view_of([person("ana"), person("bo"), company("acme"), *facts], {}, DAY)

    shown = explain_tie(view.snapshot, view.ties, number_of(view.snapshot, "ana"), number_of(view.snapshot, "bo"))

    assert 0.0 <= shown.strength <= 1.0
    assert shown.strength == pytest.approx(between(view, "ana", "bo"))
    assert bool(shown.strength) == bool(shown.facts)


@given(st.lists(spells, max_size=4, unique_by=repr), st.lists(spells, max_size=4, unique_by=repr))
def test_who_was_only_where_they_cannot_have_been_knows_nobody(anas: list[Spell], bos: list[Spell]) -> None:
    impossible = [fact for fact in anas if fact.person.id == "ana" and _cannot_be(fact)]

    assert tied(*impossible, *(fact for fact in bos if fact.person.id == "bo")) == 0.0


def _cannot_be(fact: Spell) -> bool:
    """Whether a spell ends before it begins, or begins after today."""
    if fact.start is None:
        return False
    return fact.start.earliest > DAY or (fact.end is not None and fact.end.latest < fact.start.earliest)


NAMES = ("ana", "bo", "cy", "dana", "eve")
WILLING = {"ana": 0.8, "bo": 0.6}


def world(facts: Sequence[Item], policy: Policy | None = None) -> View:
    companies = [company(name, headcount=40) for name in ("acme", "bolt", "fjord")]
    return view_of([*map(person, NAMES), *companies, *facts], WILLING, DAY, policy)


def ways(view: View, where: str, *, requester: str | None = None) -> list[Candidate]:
    """What both rankers find; they have to agree."""
    number = view.snapshot.company(EntityId(where))
    assert number is not None
    asker = None if requester is None else number_of(view.snapshot, requester)
    asked = [(TargetSearch(number, DAY.toordinal(), 0.5), Choice(10, requester=asker))]
    [engine], [compiled] = EngineRanker(view).best(asked), CompiledRanker(view).best(asked)
    keys = [[(way.connector, way.bridge, way.target) for way in found.ways] for found in (engine, compiled)]
    assert keys[0] == keys[1]
    assert all(math.isfinite(way.score) and 0 <= way.score <= 1 for way in engine.ways)
    return list(engine.ways)


def staff(*names: str, where: str = "bolt") -> Iterator[Item]:
    yield from (spell(name, where, "VP Sales", "2022-01", seen_on=DAY) for name in names)


def together(*names: str) -> Iterator[Item]:
    yield from (spell(name, "acme", AE, "2015-01", "2020-01") for name in names)


def test_an_account_without_people_has_no_path() -> None:
    assert ways(world([*together("ana", "dana")]), "fjord") == []


def test_a_requester_who_is_the_target_is_led_to_nobody_else() -> None:
    view = world([*together("ana", "bo", "dana"), *staff("dana")])

    assert ways(view, "bolt")
    assert ways(view, "bolt", requester="dana") == []


def test_a_requester_at_the_account_who_is_one_of_ours_still_finds_the_others() -> None:
    view = world([*together("ana", "bo", "dana"), *staff("dana", "ana")])

    found = ways(view, "bolt", requester="ana")

    assert {way.target for way in found} == {number_of(view.snapshot, "dana")}


def test_somebody_who_was_at_300_companies_is_found_like_others() -> None:
    companies = [company(f"c{number}", headcount=40) for number in range(300)]
    everywhere = [spell("dana", f"c{number}", AE, "2015-01", "2016-01") for number in range(300)]
    bo = [spell("bo", f"c{number}", AE, "2015-01", "2016-01") for number in range(0, 300, 3)]

    view = world([*companies, *everywhere, *bo, *staff("dana")])

    (way,) = ways(view, "bolt")
    assert way.connector == number_of(view.snapshot, "bo")
    assert between(view, "bo", "dana") <= load_policy().strength.worked_together_cap


def test_a_company_at_which_everybody_worked_makes_only_what_its_size_allows() -> None:
    crowd = [f"p{number}" for number in range(400)]
    facts = [spell(name, "fjord", AE, "2015-01", "2020-01") for name in (*crowd, "ana", "dana")]

    huge, all_ways = company("fjord", headcount=200_000), load_policy(ABSURD["all is shown"])

    view = world([*map(person, crowd), huge, *facts, *staff("dana")], all_ways)

    assert 0 < between(view, "ana", "dana") < 0.05
    assert {way.target for way in ways(view, "bolt")} == {number_of(view.snapshot, "dana")}


@pytest.mark.parametrize("absurd", ABSURD)
def test_an_absurd_policy_still_makes_probabilities(absurd: str) -> None:
    view = world(
        [*together("ana", "bo", "cy", "dana"), tie("cy", "eve"), *staff("dana", "eve")], load_policy(ABSURD[absurd])
    )

    found = ways(view, "bolt")

    for one in NAMES:
        for other in set(NAMES) - {one}:
            assert 0.0 <= between(view, one, other) <= 1.0
    assert len({(way.connector, way.target) for way in found}) == len(found)


def test_where_nobody_gets_to_know_anybody_shared_time_is_no_tie() -> None:
    view = world([*together("ana", "dana"), *staff("dana")], load_policy(ABSURD["nobody gets to know anybody"]))

    assert between(view, "ana", "dana") == 0.0
    assert ways(view, "bolt") == []

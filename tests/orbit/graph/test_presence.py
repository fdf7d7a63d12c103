"""Who was where: spells of one job told by several sources become one presence."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from orbit.graph.consolidate import Drafts, Span, brought_together, consolidate
from orbit.graph.presence import Presences, presences
from orbit.graph.snapshot import Kind, Snapshot
from orbit.model import Item, Spell, SpellKind
from tests.factories import DAY, AnyDate, company, person, ref, spell
from tests.listed import snapshot_of
from tests.orbit.graph.seeing import Seen, seen

AE, VP = "Account Executive", "VP Sales"
NAMES = [field.name for field in fields(Span) if field.name != "facts"]

ordinals, few = st.integers(1, 40), st.integers(0, 2)
spans = st.builds(
    Span, ordinals, ordinals, st.integers(0, 30), ordinals, ordinals, st.integers(-1, 2), few, few, st.just(())
)


def at_acme(
    title: str | None, start: AnyDate = None, end: AnyDate = None, seen_on: str | date | None = None, line: int = 2
) -> Spell:
    return spell("ana", "acme", title, start, end, seen_on=seen_on, at=ref(line))


def ana(*facts: Item, as_of: date = DAY) -> list[Seen]:
    return seen([person("ana"), company("acme"), company("bolt"), *facts], "ana", as_of)


def test_one_job_told_by_two_sources_is_one_presence_with_the_evidence_of_both() -> None:
    (job,) = ana(at_acme(VP, "2019-03", "2021-06"), spell("ana", "acme", "Vice President Sales", "2019-03", "2021-06"))

    assert (job.sure, job.facts) == (("2019-03-31", "2021-06-01"), 2)


def test_the_narrower_dates_hold_where_one_source_tells_the_year_and_another_the_month() -> None:
    (job,) = ana(at_acme(VP, "2019", "2021"), at_acme(VP, "2019-03", "2021-06"))

    assert job.sure == ("2019-03-31", "2021-06-01")
    assert job.possible == ("2019-03-01", "2021-06-30")


def test_a_year_alone_guarantees_only_what_every_reading_of_it_allows() -> None:
    (job,) = ana(at_acme(VP, "2019", "2021"))

    assert job.sure == ("2019-12-31", "2021-01-01")
    assert job.possible == ("2019-01-01", "2021-12-31")


def test_a_job_within_one_year_guarantees_no_day() -> None:
    (job,) = ana(at_acme(VP, "2019", "2019"))

    assert job.sure is None
    assert job.possible == ("2019-01-01", "2019-12-31")


def test_of_contradicting_sources_only_what_both_allow_is_certain() -> None:
    (job,) = ana(at_acme(VP, "2018-01", "2020-06"), at_acme(VP, "2019-03", "2021-06"))

    assert job.sure == ("2019-03-31", "2020-06-01")
    assert job.possible == ("2018-01-01", "2021-06-30")


def test_where_one_source_says_gone_and_another_still_there_the_job_may_go_on() -> None:
    (job,) = ana(at_acme(VP, "2014-01", "2016-01"), at_acme(VP, "2014-01", seen_on=DAY))

    assert job.sure == ("2014-01-31", "2016-01-01")
    assert job.possible == ("2014-01-01", "2026-11-21")


def test_a_promotion_ends_the_job_before_it() -> None:
    first, second = ana(at_acme(AE, "2015-01", seen_on=DAY), at_acme(VP, "2019-03", seen_on=DAY))

    assert (first.title, first.sure) == (AE, ("2015-01-31", "2019-03-30"))
    assert (second.title, second.sure) == (VP, ("2019-03-31", "2026-11-21"))


def test_two_stays_at_one_company_stay_two() -> None:
    first, second = ana(at_acme(AE, "2010-01", "2012-01"), at_acme(AE, "2018-01", "2020-01"))

    assert (first.possible, second.possible) == (("2010-01-01", "2012-01-31"), ("2018-01-01", "2020-01-31"))


def test_a_job_and_a_board_seat_at_one_company_stay_two() -> None:
    seat = spell("ana", "acme", "Director", "2019-01", "2021-01", kind=SpellKind.BOARD)

    kinds = [each.kind for each in ana(at_acme(VP, "2019-01", "2021-01"), seat)]

    assert kinds == [Kind.JOB, Kind.BOARD]


def test_a_job_known_only_from_an_export_is_certain_on_exactly_that_day() -> None:
    (job,) = ana(at_acme(VP, seen_on="2026-05-01"))

    assert job.sure == ("2026-05-01", "2026-05-01")


def test_a_sighting_joins_the_job_that_covers_its_day() -> None:
    (job,) = ana(at_acme(VP, "2019-03"), at_acme("Chief Revenue Officer", seen_on="2026-05-01"))

    assert (job.title, job.sure, job.facts) == (VP, ("2019-03-31", "2026-05-01"), 2)


def test_a_sighting_joins_the_job_of_its_title_before_a_later_one() -> None:
    first, second = ana(at_acme(AE, "2015-03"), at_acme(VP, "2018-03"), at_acme(AE, seen_on="2018-06-01"))

    assert (first.facts, second.facts) == (2, 1)


def test_a_sighting_after_a_job_ended_stands_by_itself() -> None:
    jobs = ana(at_acme(VP, "2019-03", "2020-03"), at_acme(VP, seen_on="2026-05-01"))

    assert [job.sure for job in jobs] == [("2019-03-31", "2020-03-01"), ("2026-05-01", "2026-05-01")]


def test_sightings_on_two_days_are_one_stay() -> None:
    (job,) = ana(at_acme(VP, seen_on="2024-05-01"), at_acme(AE, seen_on="2026-05-01"))

    assert job.sure == ("2024-05-01", "2026-05-01")


def test_a_spell_without_any_date_allows_no_day() -> None:
    (job,) = ana(at_acme(VP))

    assert (job.sure, job.possible[1]) == (None, "never")


def test_a_spell_without_any_date_makes_a_sighting_no_longer() -> None:
    jobs = ana(at_acme(VP), at_acme(VP, seen_on="2026-05-01", line=3), at_acme(AE))

    assert [(job.sure, job.facts) for job in jobs] == [(None, 1), (("2026-05-01", "2026-05-01"), 2)]


def test_an_open_job_may_reach_two_years_past_its_last_certain_day() -> None:
    (job,) = ana(at_acme(VP, "2019-03"))

    assert job.sure == ("2019-03-31", "2019-03-31")
    assert job.possible == ("2019-03-01", "2021-03-30")


def test_nothing_reaches_past_the_day_asked_for() -> None:
    (job,) = ana(at_acme(VP, "2019-03", "2024-01"), as_of=date(2021, 1, 1))

    assert job.sure == ("2019-03-31", "2021-01-01")
    assert job.possible == ("2019-03-01", "2021-01-01")


def test_a_job_that_begins_after_the_day_asked_for_is_not_known() -> None:
    (job,) = ana(at_acme(AE, "2015-01"), at_acme(VP, "2019-03"), as_of=date(2016, 1, 1))

    assert (job.title, job.facts) == (AE, 1)


def test_an_export_of_a_later_day_is_not_known() -> None:
    assert ana(at_acme(VP, seen_on="2026-05-01"), as_of=date(2026, 4, 30)) == []


def test_a_second_job_that_began_some_time_this_year_may_last_until_today() -> None:
    today = date(2026, 6, 1)

    _, second = ana(at_acme(AE, "2001-01", "2003-01"), at_acme(VP, "2026"), as_of=today)

    assert (second.sure, second.possible) == (None, ("2026-01-01", "2026-06-01"))


days = st.dates(date(2015, 1, 1), date(2026, 11, 21))
told = st.one_of(
    st.none(),
    st.integers(2015, 2026).map(str),
    days.map(lambda day: f"{day:%Y-%m}"),
    days.map(date.isoformat),
)


@st.composite
def spells(draw: st.DrawFn) -> Spell:
    start, end = draw(told), draw(told)
    if start and end and end[:4] < start[:4]:
        start, end = end, start
    seen_on = draw(st.one_of(st.none(), days)) if end is None else None
    kind = draw(st.sampled_from([SpellKind.JOB, SpellKind.JOB, SpellKind.BOARD]))
    where, title = draw(st.sampled_from(["acme", "bolt"])), draw(st.sampled_from([AE, VP, None]))
    return spell("ana", where, title, start, end, seen_on=seen_on, kind=kind)


careers = st.lists(spells(), max_size=8, unique_by=repr)


def of_career(career: list[Spell], as_of: date) -> tuple[Snapshot, Presences]:
    snapshot = snapshot_of([person("ana"), company("acme"), company("bolt"), *career])
    return snapshot, presences(snapshot, as_of, open_months=24.0)


@given(careers, days)
def test_every_known_fact_stands_behind_exactly_one_presence(career: list[Spell], as_of: date) -> None:
    snapshot, here = of_career(career, as_of)

    known = np.flatnonzero(np.asarray(snapshot.fact_known) <= as_of.toordinal())
    assert sorted(here.facts_of.tolist()) == known.tolist()


@given(careers, days)
def test_no_presence_knows_of_a_day_after_the_one_asked_for(career: list[Spell], as_of: date) -> None:
    _, here = of_career(career, as_of)

    assert (here.start <= as_of.toordinal()).all()
    assert (here.end <= as_of.toordinal()).all()
    assert (here.sure_to <= as_of.toordinal()).all()


@given(careers, days)
def test_certain_days_begin_no_earlier_than_possible_ones(career: list[Spell], as_of: date) -> None:
    _, here = of_career(career, as_of)

    certain = here.sure_from <= here.sure_to
    assert (here.start[certain] <= here.sure_from[certain]).all()


@given(st.lists(st.tuples(spans, spans), min_size=1, max_size=20))
def test_pairs_are_brought_together_at_once_as_one_by_one(pairs: list[tuple[Span, Span]]) -> None:
    ordered = [sorted(pair, key=lambda span: span.start) for pair in pairs]
    numbered = [replace(span, facts=(row,)) for row, span in enumerate(span for pair in ordered for span in pair)]
    alone = drafts_of(numbered)

    found = brought_together(alone, np.arange(0, len(numbered) + 1, 2))

    expected = [span for row in range(0, len(numbered), 2) for span in consolidate(numbered[row : row + 2])]
    assert sorted(spans_of(found), key=_by_facts) == sorted(expected, key=_by_facts)


def _by_facts(span: Span) -> tuple[tuple[int, ...], int]:
    return span.facts, span.start


def drafts_of(spans: list[Span]) -> Drafts:
    columns = {name: np.array([getattr(span, name) for span in spans]) for name in NAMES}
    rows = np.arange(len(spans))
    return Drafts(row=rows, **columns, size=np.ones(len(spans), dtype=np.int64), facts=rows)


def spans_of(drafts: Drafts) -> list[Span]:
    ends = np.cumsum(drafts.size).tolist()
    return [
        Span(
            **{name: int(getattr(drafts, name)[row]) for name in NAMES},
            facts=tuple(drafts.facts[end - int(drafts.size[row]) : end].tolist()),
        )
        for row, end in enumerate(ends)
    ]

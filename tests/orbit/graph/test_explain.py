"""Why two persons may know each other: true words, and numbers that reproduce the strength."""

from __future__ import annotations

from datetime import date

import pytest

from orbit.graph.explain import TieShown, strength_of
from orbit.model import Item, Spell, SpellKind, Tie, TieKind
from orbit.store.codec import encode_fact
from tests.factories import DAY, AnyDate, company, investment, person, ref, spell, tie
from tests.orbit.graph.seeing import explained

AE = "Account Executive"


def why(*facts: Item, headcount: int | None = 40, as_of: date = DAY) -> TieShown:
    people = [person("ana"), person("bo")]
    return explained([*people, company("acme", headcount=headcount), company("bolt"), *facts], "ana", "bo", as_of)


def stay(who: str, start: AnyDate, end: AnyDate = None, title: str = AE, where: str = "acme") -> Spell:
    return spell(who, where, title, start, end)


def test_shared_time_names_company_size_and_months() -> None:
    shown = why(stay("ana", "2019-03", "2024-01"), stay("bo", "2015-01", "2021-06"))

    assert shown.kind == "worked_together"
    assert shown.text == "Both at Acme (40 people), Mar 2019 – Jun 2021"


def test_a_company_of_unknown_size_is_shown_without_one() -> None:
    shown = why(stay("ana", "2019-03", "2021-06"), stay("bo", "2019-03", "2021-06"), headcount=None)

    assert shown.text == "Both at Acme, Mar 2019 – Jun 2021"


def test_time_shared_until_today_says_so() -> None:
    shown = why(*(spell(who, "acme", AE, "2019-03", seen_on=DAY) for who in ("ana", "bo")))

    assert shown.text == "Both at Acme (40 people), Mar 2019 – now"


def test_possible_shared_time_says_that_no_date_shows_it() -> None:
    shown = why(stay("ana", "2018-01", "2020"), stay("bo", "2020", "2022-01"))

    assert shown.kind == "possible_overlap"
    assert "May have overlapped at Acme (40 people), " in shown.text
    assert shown.text.endswith("no date shows it")


def test_a_promotion_does_not_make_one_stay_two() -> None:
    career = [stay("ana", "2015-01", "2017-01"), stay("ana", "2017-01", "2021-01", "VP Sales")]

    shown = why(*career, stay("bo", "2015-01", "2021-01"))

    assert shown.text == "Both at Acme (40 people), Jan 2015 – Jan 2021"
    assert len(shown.facts) == 3


@pytest.mark.parametrize(
    ("fact", "kind", "text"),
    [
        (tie("ana", "bo", on="2020-03-05"), "linkedin", "Connected on LinkedIn since 5 Mar 2020"),
        (tie("ana", "bo"), "linkedin", "Connected on LinkedIn"),
        (tie("ana", "bo", TieKind.DECLARED, closeness=0.5), "declared", "Said to know each other"),
    ],
)
def test_an_observed_tie_is_told_in_words(fact: Item, kind: str, text: str) -> None:
    shown = why(fact)

    assert (shown.kind, shown.text) == (kind, text)


def test_a_board_and_an_investment_are_told_in_words() -> None:
    boards = [spell(who, "acme", "Director", "2019-03", "2021-06", kind=SpellKind.BOARD) for who in ("ana", "bo")]
    funded = investment("bolt", "acme", "2019-05", partner="ana"), stay("bo", "2018-01", "2024-01", "CEO")

    assert why(*boards).text == "Board of Acme (40 people) together, Mar 2019 – Jun 2021"
    assert why(*funded).text == "Invested in Acme (40 people)"


def test_the_leading_reason_comes_first() -> None:
    shown = why(tie("ana", "bo", on="2020-03-05"), stay("ana", "2010-01", "2024-01"), stay("bo", "2010-01", "2024-01"))

    assert shown.kind == "worked_together"
    assert shown.text.endswith("; Connected on LinkedIn since 5 Mar 2020")


def test_what_one_of_the_two_said_leads() -> None:
    shown = why(
        tie("ana", "bo", TieKind.CONFIRMED, on="2026-01-01", closeness=0.9),
        stay("ana", "2010-01", "2024-01"),
        stay("bo", "2010-01", "2024-01"),
    )

    assert shown.kind == "confirmed"
    assert shown.text.startswith("Confirmed")


def test_every_fact_behind_a_tie_is_named_once() -> None:
    facts: list[Spell | Tie] = [stay("ana", "2019-03", "2021-06"), stay("bo", "2019-03", "2021-06")]
    facts.append(tie("ana", "bo", at=ref(7)))

    shown = why(*facts)

    assert sorted(shown.facts) == sorted(encode_fact(fact).id for fact in facts)


def test_strength_is_the_shown_reasons_combined_to_the_last_digit() -> None:
    shown = why(
        stay("ana", "2010-01", "2024-01"),
        stay("bo", "2012", "2022"),
        tie("ana", "bo", on="2020-03-05"),
        tie("ana", "bo", TieKind.DECLARED, on="2019-01-01", closeness=0.3),
    )

    assert shown.strength == strength_of(shown.contributions, shown.told)
    assert {one.kind for one in shown.contributions} == {"worked_together", "linkedin"}


def test_a_tie_that_is_none_has_no_reason() -> None:
    shown = why(stay("ana", "2019-03", "2021-06"), stay("bo", "2019-03", "2021-06", where="bolt"))

    assert (shown.strength, shown.kind, shown.text, shown.facts) == (0.0, "none", "", ())


def test_mail_in_one_direction_is_no_reason() -> None:
    shown = why(tie("ana", "bo", TieKind.MAIL, on=DAY, sent=9), tie("ana", "bo", on="2020-03-05"))

    assert shown.text == "Connected on LinkedIn since 5 Mar 2020"


def test_a_statement_without_a_degree_is_no_reason() -> None:
    shown = why(tie("ana", "bo", TieKind.DECLARED, on=DAY), tie("ana", "bo", on="2020-03-05"))

    assert shown.text == "Connected on LinkedIn since 5 Mar 2020"


def test_reasons_of_a_later_day_are_not_told() -> None:
    shown = why(tie("ana", "bo", on="2026-06-01"), tie("ana", "bo", TieKind.MAIL, on="2026-01-01", sent=3, received=3),
                as_of=date(2026, 2, 1))  # fmt: skip

    assert shown.text == "Write to each other since 1 Jan 2026"

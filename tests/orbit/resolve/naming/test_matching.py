"""Which company a name means, how sure that is, and what forbids to link the two."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orbit.resolve.naming import Band, Entry, Matcher, Relation, RelationKind, name_index, shipped_weights
from tests.orbit.resolve.naming.conftest import best, matcher

WORLD = matcher("Nordlys Shipping", "Larch Capital Fund VII", "Brambleworth & Sons LLC", "Romashka")


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ("Nordlys Shipping", "nordlys"),
        ("Nordlys", "nordlys"),
        ("nordlis shiping", "nordlys"),
        ("Shipping Nordlys", "nordlys"),
        ("AS Nordlys Shipping", "nordlys"),
        ("Nordlys Shipping | We are hiring", "nordlys"),
        ("Brambleworth and Sons L.L.C.", "sons"),
        ("Larch Capital Fund 7, L.P.", "fund7"),
        ("\u041e\u041e\u041e «Ромашка»", "romashka"),
        ("HDS", "hexagonal"),
        ("NLS", "nordlys"),
    ],
)
def test_a_name_finds_its_company_however_it_is_written(world: Matcher, asked: str, key: str) -> None:
    assert best(world, asked).entry.key == key


@pytest.mark.parametrize("asked", ["Nordlys Shipping", "NORDLYS SHIPPING A/S", "Nordlys Shipping (Norway)"])
def test_a_name_in_full_and_its_country_link_without_asking(world: Matcher, asked: str) -> None:
    found = best(world, asked, "Norway")

    assert found.band is Band.AUTO
    assert found.probability >= 0.99


@pytest.mark.parametrize(
    ("asked", "country", "veto"),
    [
        ("Larch Capital Fund VIII", "US", "another number in the name"),
        ("Larch Capital Fund 2019", "US", "another number in the name"),
        ("Alpha Bank Albania", "RO", "another place in the name"),
        ("Quillmere", "DE", "one is a holding"),
        ("Nordlys Shipping", "SE", "another country"),
        ("HDS", "US", "only the initials agree"),
        ("Nordlys Robotics", "NO", "each name has a word that the other lacks"),
    ],
)
def test_what_sets_companies_apart_forbids_the_link(world: Matcher, asked: str, country: str, veto: str) -> None:
    found = best(world, asked, country)

    assert veto in found.vetoes
    assert found.band is not Band.AUTO


def test_letters_within_a_word_are_no_match(world: Matcher) -> None:
    assert all(one.band is Band.NO for one in world.top("AI", "FR").candidates)


def test_a_name_that_two_companies_bear_is_a_question() -> None:
    twins = matcher(Entry("one", "Nordlys Shipping", country="NO"), Entry("other", "Nordlys Shipping AS", country="NO"))

    answer = twins.top("Nordlys Shipping", "NO")

    assert "several companies bear the name" in answer.candidates[0].vetoes
    assert answer.gap == pytest.approx(0.0)


def test_the_domain_tells_namesakes_apart() -> None:
    twins = matcher(
        Entry("one", "Nordlys Shipping", country="NO", domains=("nordlys.example",)),
        Entry("other", "Nordlys Shipping", country="NO", domains=("nls.example",)),
    )

    found = best(twins, "Nordlys Shipping", "NO", "nls.example")

    assert (found.entry.key, found.vetoes) == ("other", ())


def test_a_domain_alone_never_links(world: Matcher) -> None:
    found = best(world, "Polar Freight", "NO", "nordlys.example")

    assert found.entry.key == "nordlys"
    assert found.band is not Band.AUTO


def test_many_companies_on_one_domain_make_it_worth_less() -> None:
    lone = matcher(Entry("one", "Nordlys", domains=("shared.example",)))
    crowd = matcher(*(Entry(f"{place}", f"Nordlys {place}", domains=("shared.example",)) for place in range(1, 60)))

    worth = [
        next(reason.bits for reason in best(one, "Polar", domain="shared.example").reasons if "domain" in reason.text)
        for one in (lone, crowd)
    ]

    assert worth[0] > worth[1] > 0


@pytest.mark.parametrize(
    ("asked", "kind", "one", "other"),
    [
        ("Larch Capital Fund VIII", RelationKind.SIBLING_FUND, "Larch Capital Fund VIII", "Larch Capital Fund VII"),
        ("Alpha Bank", RelationKind.PART_OF, "Alpha Bank Romania", "Alpha Bank"),
        ("Quillmere", RelationKind.PART_OF, "Quillmere", "Quillmere Holding"),
        ("Nordlys Shipping Sweden", RelationKind.PART_OF, "Nordlys Shipping Sweden", "Nordlys Shipping AS"),
        ("Airbolt Group Foundation", RelationKind.PART_OF, "Airbolt Group Foundation", "Airbolt Group"),
    ],
)
def test_branches_holdings_and_funds_are_proposed_as_relations(
    world: Matcher, asked: str, kind: RelationKind, one: str, other: str
) -> None:
    assert best(world, asked).relations == (Relation(kind, one, other),)


def test_a_former_name_and_a_parent_are_relations(world: Matcher) -> None:
    renamed, sold = "Gremlin (formerly Nordlys Shipping)", "Gremlin, a division of Airbolt Group"

    assert world.related(renamed) == (Relation(RelationKind.FORMER_NAME, "Nordlys Shipping AS", renamed),)
    assert world.related(sold) == (Relation(RelationKind.PART_OF, sold, "Airbolt Group"),)


@pytest.mark.parametrize("asked", ["", " ", "🙂", "---", "\u200f", "\u0301"])
def test_a_text_without_words_means_nobody(world: Matcher, asked: str) -> None:
    assert world.top(asked).candidates == ()


@pytest.mark.parametrize("asked", ["x", "שלום עולם", "東京電力", "Nordlys " + "long " * 50, "a" * 5000])
def test_odd_names_are_answered_and_never_linked(world: Matcher, asked: str) -> None:
    assert all(one.band is not Band.AUTO for one in world.top(asked, "NO").candidates)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.sampled_from(["", "NO", "Norway", "??"]), st.sampled_from(["", "nordlys.example"]))
def test_the_reasons_add_up_and_the_same_question_has_the_same_answer(name: str, country: str, domain: str) -> None:
    answer = WORLD.top(name, country, domain)

    assert answer == WORLD.top(name, country, domain)
    for one in answer.candidates:
        assert math.fsum(reason.bits for reason in one.reasons) == pytest.approx(one.bits)
        assert 0 < one.probability < 1


def test_candidates_come_best_first_and_no_more_than_asked_for(world: Matcher) -> None:
    found = world.top("Cedarpeak Bank", n=5).candidates

    assert len(found) <= 5
    assert [one.bits for one in found] == sorted((one.bits for one in found), reverse=True)


def test_the_order_of_the_companies_changes_no_answer() -> None:
    entries = [
        Entry(name, name) for name in ("Nordlys Shipping", "Nordlys Freight", "Cedarpeak Bank", "Cedarmere Bank")
    ]
    ways = [Matcher(name_index(some), shipped_weights()) for some in (entries, entries[::-1])]

    one, other = (
        [(found.entry.key, found.probability) for found in way.top("Nordlys Shiping").candidates] for way in ways
    )

    assert one == other


def test_a_name_borne_by_ten_thousand_companies_is_compared_with_a_few() -> None:
    crowd = name_index(Entry(str(place), "Nordlys", country="NO") for place in range(10_000))

    found = crowd.find(crowd.asked("Nordlys AS"), "no")

    assert len(found) <= 8
    assert best(Matcher(crowd, shipped_weights()), "Nordlys", "NO").band is not Band.AUTO


def test_an_empty_index_knows_nobody() -> None:
    assert Matcher(name_index([]), shipped_weights()).top("Nordlys").candidates == ()


def test_an_alias_is_a_name_and_the_answer_says_which(world: Matcher) -> None:
    found = best(world, "NLS", "NO")

    assert (found.entry.key, found.spelling) == ("nordlys", "NLS")

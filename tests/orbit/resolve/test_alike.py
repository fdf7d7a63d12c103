"""People who look alike: joined when the weights are sure and nothing speaks against it, else a question or nothing."""

from __future__ import annotations

from orbit.model import EntityKind, Item, RecordKey
from orbit.resolve.grounds import Grounds
from orbit.resolve.linkage.fitting import shipped_model
from orbit.resolve.ruling import Rule
from orbit.store.base import Judgement, Store, Verdict
from tests.factories import company, person
from tests.orbit.resolve.entities import are_one, employed, resolved, together

PERSON = EntityKind.PERSON
LINKEDIN = "linkedin"
SLIP = employed("a", "Liv Hnasen", "Director of IT", at="Glenstead Trust")
LIV = employed("in/liv", "Liv Hansen", "Director of IT", at="Glenstead Trust", source=LINKEDIN)


def likenesses(store: Store) -> list[Judgement]:
    return [one for one in store.judgements(PERSON) if one.rule == Rule.LIKENESS]


def test_a_slip_in_the_name_does_not_part_a_person_with_one_employer_and_title(store: Store) -> None:
    resolved(store, *SLIP, *LIV)

    assert are_one(store, "a", "in/liv")


def test_a_likeness_tells_by_what_it_was_weighed(store: Store) -> None:
    resolved(store, *SLIP, *LIV)

    [judgement] = likenesses(store)
    grounds = Grounds.read(judgement.grounds or "")
    assert judgement.because.startswith("the same first name, last names one letter apart, the same company")
    assert grounds.model == shipped_model().version
    assert grounds.bits > 6.5
    assert grounds.probability > 0.99
    assert len(grounds.levels) == 8


def test_two_names_that_several_bear_are_no_slip(store: Store) -> None:
    others = [
        item
        for number, name in enumerate(["Novak", "Nowak"] * 3)
        for item in employed(f"o{number}", f"Ada{number} {name}", at=f"Firm {number}")
    ]
    one = employed("a", "Natalia Novak", "Engineer", at="Sablebase Press")
    other = employed("in/n", "Natalia Nowak", "Engineer", at="Sablebase Press", source=LINKEDIN)

    resolved(store, *others, *one, *other)

    assert not are_one(store, "a", "in/n")
    assert [judgement.verdict for judgement in likenesses(store)] == [Verdict.UNSURE]


def test_who_stands_twice_in_a_list_without_double_entries_is_asked_about(store: Store) -> None:
    twin = employed("in/liv-2", "Liv Hnasen", "Director of IT", at="Glenstead Trust", source=LINKEDIN)

    resolved(store, *LIV, *twin)

    assert not are_one(store, "in/liv", "in/liv-2")
    assert [judgement.verdict for judgement in likenesses(store)] == [Verdict.UNSURE]


def test_two_addresses_at_one_company_keep_two_who_look_alike_apart(store: Store) -> None:
    glenstead = company("glenstead", "Glenstead Trust", domains=["glenstead.example"])
    one = employed("a", "Liv Hnasen", "Director of IT", at="Glenstead Trust", emails=("liv@glenstead.example",))
    other = employed(
        "b", "Liv Hansen", "Director of IT", at="Glenstead Trust", emails=("liv2@glenstead.example",), source="advisors"
    )

    resolved(store, glenstead, *one, *other)

    assert not are_one(store, "a", "b")


def test_a_third_who_is_as_alike_makes_it_a_question(store: Store) -> None:
    first = employed("in/liv-1", "Liv Hansen", "Director of IT", at="Glenstead Trust", source=LINKEDIN)
    second = employed("in/liv-2", "Liv Hansen", "Director of IT", at="Glenstead Trust", source=LINKEDIN)

    resolved(store, *SLIP, *first, *second)

    assert len(together(store)) == 3
    assert {judgement.verdict for judgement in likenesses(store)} == {Verdict.UNSURE}


def test_a_city_and_a_title_do_not_make_one_person_of_two_employers(store: Store) -> None:
    one = employed("a", "Margaux Bonnet", "Engineering Manager", at="Shoreworks", location="Paris")
    other = employed(
        "x", "Margaux Bonnet", "Engineering Manager", at="Rowanbridge", location="Paris", source="advisors"
    )

    resolved(store, *one, *other)

    assert not are_one(store, "a", "x")


def test_two_middle_names_are_two_people(store: Store) -> None:
    one = employed("a", "Liv A. Hnasen", "Director of IT", at="Glenstead Trust")
    other = employed("in/liv", "Liv B. Hansen", "Director of IT", at="Glenstead Trust", source=LINKEDIN)

    resolved(store, *one, *other)

    assert not are_one(store, "a", "in/liv")


def test_thousands_of_one_name_are_reported_and_not_joined(store: Store) -> None:
    crowd: list[Item] = [person(RecordKey(f"list{number % 2}", str(number)), "John Smith") for number in range(3000)]

    report = resolved(store, *crowd)

    assert len(together(store)) == 3000
    assert likenesses(store) == []
    assert report.people.judged == 0


def test_one_row_many_times_over_joins_nobody_blindly(store: Store) -> None:
    row = ("Liv Hansen", "Director of IT")
    copies = [item for number in range(3000) for item in employed(str(number), *row, at="Glenstead Trust")]

    resolved(store, *copies)

    assert len(together(store)) == 3000
    assert likenesses(store) == []

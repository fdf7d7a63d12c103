"""How two records of people compare, and what keeps the matcher from joining two that are very much alike."""

from __future__ import annotations

import pytest

from orbit.errors import NotFound
from orbit.model import EntityKind, Item, RecordKey
from orbit.resolve.grounds import Grounds, in_halves
from orbit.resolve.matching import matching_in
from orbit.resolve.ruling import Rule
from orbit.resolve.weighing import Weighed, Weighing, read_as_it_stands, weighed_people, weighing
from orbit.store.base import Store, Verdict
from tests.orbit.resolve.entities import employed, resolved

PERSON = EntityKind.PERSON
LIV = employed("in/liv", "Liv Hansen", "Director of IT", at="Glenstead Trust", source="linkedin")


def scales(store: Store) -> Weighing:
    return weighing(read_as_it_stands(store), matching_in(store))


def weighed(store: Store, left: str, right: str, *items: Item) -> Weighed:
    """Take people in, resolve, and weigh two of their records against each other."""
    resolved(store, *items)
    key = {found.id: found for found in scales(store).keys}
    return weighed_people(scales(store), key[left], key[right])


def test_what_is_weighed_is_what_resolving_wrote_down(store: Store) -> None:
    slip = employed("a", "Liv Hnasen", "Director of IT", at="Glenstead Trust")

    found = weighed(store, "a", "in/liv", *slip, *LIV)

    [judgement] = [one for one in store.judgements(PERSON) if one.rule == Rule.LIKENESS]
    grounds = Grounds.read(judgement.grounds or "")
    assert in_halves(found.why.waterfall.score) == grounds.bits
    assert found.why.waterfall.probability == pytest.approx(grounds.probability, abs=0.01)
    assert found.version == grounds.model


def test_the_keys_that_two_share_are_told_with_how_many_share_them(store: Store) -> None:
    slip = employed("a", "Liv Hnasen", "Director of IT", at="Glenstead Trust")

    found = weighed(store, "a", "in/liv", *slip, *LIV)

    met = {one.key: one for one in found.meetings}
    assert met["first name and company"].records == 2
    assert not met["first name and company"].is_full


def test_a_key_that_too_many_share_is_told_as_full(store: Store) -> None:
    crowd = [
        item for number in range(12) for item in employed(f"c{number}", "Jo Park", f"Job {number}", at=f"Firm {number}")
    ]

    found = weighed(store, "c0", "c1", *crowd)

    name = next(one for one in found.meetings if one.key == "name")
    assert (name.records, name.cap, name.is_full) == (12, 10, True)
    assert "name" in found.why.too_full


def test_two_who_share_no_key_were_never_compared(store: Store) -> None:
    found = weighed(store, "a", "in/liv", *employed("a", "Bo Krantz", "Buyer", at="Quay"), *LIV)

    assert found.meetings == ()
    assert (found.doubts, found.rival) == ((), None)


def twins(store: Store, name: str, other: str, **more: str) -> Weighed:
    """Weigh two people of one title at one company, of whom the second comes from another list unless said."""
    source = more.pop("source", "linkedin")
    one = employed("in/one", name, "Director of IT", at="Glenstead Trust", source="linkedin")
    two = employed("in/two", other, "Director of IT", at="Glenstead Trust", source=source)
    return weighed(store, "in/one", "in/two", *one, *two)


def test_one_list_with_both_bars_a_likeness(store: Store) -> None:
    assert any("one list" in doubt for doubt in twins(store, "Liv Hansen", "Liv Hnasen").doubts)
    assert [one.verdict for one in store.judgements(PERSON)] == [Verdict.UNSURE]


def test_two_generations_bar_a_likeness(store: Store) -> None:
    found = twins(store, "Liv Hansen Jr.", "Liv Hnasen Sr.", source="advisors")

    assert any("Jr." in doubt for doubt in found.doubts)


def test_two_middle_initials_bar_a_likeness(store: Store) -> None:
    found = twins(store, "Liv A. Hansen", "Liv B. Hnasen", source="advisors")

    assert any("middle initials" in doubt for doubt in found.doubts)


def test_nothing_bars_a_likeness_that_was_followed(store: Store) -> None:
    found = twins(store, "Liv Hansen", "Liv Hnasen", source="advisors")

    assert (found.doubts, found.rival) == ((), None)
    assert [one.verdict for one in store.judgements(PERSON)] == [Verdict.SAME]


def test_two_names_that_several_bear_bar_a_likeness(store: Store) -> None:
    others = [
        item
        for number, name in enumerate(["Novak", "Nowak"] * 3)
        for item in employed(f"o{number}", f"Ada{number} {name}", at=f"Firm {number}")
    ]
    one = employed("a", "Natalia Novak", "Engineer", at="Sablebase Press")
    other = employed("in/n", "Natalia Nowak", "Engineer", at="Sablebase Press", source="linkedin")

    assert any("two names" in doubt for doubt in weighed(store, "a", "in/n", *others, *one, *other).doubts)


def test_what_namesakes_share_does_not_suffice(store: Store) -> None:
    one = employed("a", "Benoit Tourbert", "Solutions Architect", at="Vesperflow Energy")
    other = employed("in/b", "Benoit Tourbert", "Solutions Architect", at="Lumencrest", source="linkedin")

    assert any("namesakes" in doubt for doubt in weighed(store, "a", "in/b", *one, *other).doubts)


def test_a_third_who_is_as_near_is_a_rival_unless_it_is_theirs(store: Store) -> None:
    people = [
        item
        for id_, title in (("a", "Director of IT"), ("b", "Director of IT"), ("c", "IT Director"))
        for item in employed(id_, "Liv Hansen", title, at=f"Glenstead {id_} Trust")
    ]
    resolved(store, *people)
    found, key = scales(store), [RecordKey("crm_champions", id_) for id_ in "abc"]

    rival = weighed_people(found, key[0], key[1]).rival
    alone = weighed_people(found, key[0], key[1], beside=[key[2]]).rival

    assert rival is not None
    assert rival.key == key[2]
    assert alone is None


def test_a_record_that_is_not_there_is_named(store: Store) -> None:
    resolved(store, *LIV)

    with pytest.raises(NotFound, match="no person record crm_champions:z"):
        scales(store).row(RecordKey("crm_champions", "z"))

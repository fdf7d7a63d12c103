"""Which records of people are one person: identifiers first, then names with something else, never a name alone."""

from __future__ import annotations

import pytest

from orbit.model import EntityKind, RecordKey
from orbit.store.base import Store, Verdict
from tests.factories import company, person
from tests.orbit.resolve.entities import are_one, employed, resolved, together, verdicts

LINKEDIN = "linkedin"


def test_one_linkedin_address_is_one_person(store: Store) -> None:
    one = person("a", "Ana Ruiz", linkedin="https://www.linkedin.com/in/ana-ruiz")
    other = person(RecordKey(LINKEDIN, "in/ana-ruiz"), "Ana Lopez", linkedin="linkedin.com/in/Ana-Ruiz/")

    resolved(store, one, other)

    assert are_one(store, "a", "in/ana-ruiz")


def test_a_linkedin_address_pasted_to_somebody_else_is_a_question(store: Store) -> None:
    one = person("a", "Ana Ruiz", linkedin="linkedin.com/in/ana-ruiz")
    other = person("b", "Bo Chen", linkedin="linkedin.com/in/ana-ruiz")

    resolved(store, one, other)

    assert verdicts(store) == {("a", "b", Verdict.UNSURE)}
    assert not are_one(store, "a", "b")


def test_one_personal_address_is_one_person_in_spite_of_a_new_last_name(store: Store) -> None:
    resolved(
        store,
        person("a", "Ana Ruiz", emails=["ana@acme.example"]),
        person("b", "Ana Lopez", emails=["ana@acme.example"]),
    )

    assert are_one(store, "a", "b")


def test_a_couple_on_one_address_is_a_question(store: Store) -> None:
    resolved(
        store,
        person("a", "Ana Ruiz", emails=["ruiz@acme.example"]),
        person("b", "Carlos Ruiz", emails=["ruiz@acme.example"]),
    )

    assert verdicts(store) == {("a", "b", Verdict.UNSURE)}


def test_a_name_read_off_the_address_does_not_contradict_it(store: Store) -> None:
    resolved(
        store,
        person("a", "Ana Ruiz", emails=["aruiz@acme.example"]),
        person("b", "Aruiz", emails=["aruiz@acme.example"]),
    )

    assert are_one(store, "a", "b")


def test_a_desk_ties_nobody_together(store: Store) -> None:
    resolved(
        store,
        person("a", "Ana Ruiz", emails=["sales@acme.example"]),
        person("b", "Ana Ruiz", emails=["sales@acme.example"]),
    )

    assert not are_one(store, "a", "b")


def test_an_address_with_many_last_names_ties_nobody_together(store: Store) -> None:
    names = ["Ana Ruiz", "Ana Chen", "Ana Wolf", "Ana Berg", "Ana Ruiz"]
    people = [person(str(at), name, emails=["berlin@acme.example"]) for at, name in enumerate(names)]

    report = resolved(store, *people)

    assert len(together(store)) == 5
    assert report.people.dropped == 1


def test_two_profiles_are_two_people_whatever_address_they_share(store: Store) -> None:
    one = person("a", "Ana Ruiz", linkedin="linkedin.com/in/ana-1", emails=["ana@acme.example"])
    other = person("b", "Ana Ruiz", linkedin="linkedin.com/in/ana-2", emails=["ana@acme.example"])

    resolved(store, one, other)

    assert verdicts(store) == {("a", "b", Verdict.DIFFERENT)}


def test_two_profiles_are_not_chained_through_a_third_record(store: Store) -> None:
    one = person("a", "Ana Ruiz", linkedin="linkedin.com/in/ana-1", emails=["ana@acme.example"])
    middle = person("b", "Ana Ruiz", emails=["ana@acme.example"], ids=["hubspot:-:contact:7"])
    other = person("c", "Ana Ruiz", linkedin="linkedin.com/in/ana-2", ids=["hubspot:-:contact:7"])

    resolved(store, one, middle, other)

    assert not are_one(store, "a", "c")
    assert are_one(store, "b", "c")


def test_a_name_alone_is_never_enough(store: Store) -> None:
    resolved(store, person("a", "Ximena Urralessantos"), person(RecordKey(LINKEDIN, "in/x"), "Ximena Urralessantos"))

    assert not are_one(store, "a", "in/x")


def test_a_name_at_one_company_with_one_title_is_one_person(store: Store) -> None:
    crm = employed("a", "Bob Ruiz", "VP of Sales", at="Acme, Inc.")
    export = employed("in/bob", "Robert Ruiz", "Vice President, Sales", at="ACME", source=LINKEDIN)

    resolved(store, *crm, *export)

    assert are_one(store, "a", "in/bob")


def test_a_name_at_one_company_with_nothing_else_is_a_question(store: Store) -> None:
    resolved(store, *employed("a", "Ana Ruiz"), *employed("in/ana", "Ana Ruiz", source=LINKEDIN))

    assert verdicts(store) == {("a", "in/ana", Verdict.UNSURE)}


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({"title": "Account Executive"}, {"title": "Senior Account Executive"}),
        ({"location": "Berlin, Germany"}, {"location": "Berlin"}),
        ({"start": "2019-03"}, {"start": "2019-03"}),
        ({"emails": ("ana.ruiz@acme.example",)}, {}),
    ],
    ids=["the same function and level", "the same place", "the same start", "an address that spells the name"],
)
def test_one_more_thing_in_common_is_enough(store: Store, mine: dict[str, str], theirs: dict[str, str]) -> None:
    acme = company("acme", "Acme", domains=["acme.example"])
    crm = employed("a", "Ana Ruiz", **mine)  # type: ignore[arg-type]  # any of its fields
    export = employed("in/ana", "Ana Ruiz", source=LINKEDIN, **theirs)  # type: ignore[arg-type]  # as above

    resolved(store, acme, *crm, *export)

    assert are_one(store, "a", "in/ana")


def test_a_place_as_wide_as_a_country_says_nothing(store: Store) -> None:
    crm = employed("a", "Ana Ruiz", location="United States")
    export = employed("in/ana", "Ana Ruiz", source=LINKEDIN, location="United States")

    resolved(store, *crm, *export)

    assert not are_one(store, "a", "in/ana")


def test_an_initial_needs_more_than_one_thing(store: Store) -> None:
    crm = employed("a", "A. Ruiz", "VP Sales")
    export = employed("in/ana", "Ana Ruiz", "VP Sales", source=LINKEDIN)

    resolved(store, *crm, *export)

    assert verdicts(store) == {("a", "in/ana", Verdict.UNSURE)}


def test_a_name_that_one_source_knows_twice_there_is_a_question(store: Store) -> None:
    crm = employed("a", "Ana Ruiz", "VP Sales")
    one = employed("in/ana-1", "Ana Ruiz", "VP Sales", source=LINKEDIN, linkedin="linkedin.com/in/ana-1")
    other = employed("in/ana-2", "Ana Ruiz", "Paralegal", source=LINKEDIN, linkedin="linkedin.com/in/ana-2")

    resolved(store, *crm, *one, *other)

    assert len(together(store)) == 3
    assert ("a", "in/ana-1", Verdict.UNSURE) in verdicts(store)


def test_one_person_entered_twice_is_one_when_two_things_speak_for_it(store: Store) -> None:
    acme = company("acme", "Acme", domains=["acme.example"])
    one = employed("a", "Ximena Urrales", "VP Sales", emails=("x.urrales@mail.example",))
    other = employed("b", "Ximena Urrales", "VP Sales", emails=("ximena.urrales@acme.example",))

    resolved(store, acme, *one, *other)

    assert are_one(store, "a", "b")


def test_two_addresses_at_one_company_are_two_people(store: Store) -> None:
    acme = company("acme", "Acme", domains=["acme.example"])
    one = employed("a", "Ana Ruiz", "VP Sales", emails=("ana.ruiz@acme.example",))
    other = employed("b", "Ana Ruiz", "VP Sales", emails=("ana.ruiz2@acme.example",), source="advisors")

    resolved(store, acme, *one, *other)

    assert verdicts(store) == {("b", "a", Verdict.DIFFERENT)}
    assert not are_one(store, "a", "b")


def test_another_line_of_work_outweighs_a_fitting_address(store: Store) -> None:
    acme = company("acme", "Acme", domains=["acme.example"])
    crm = employed("a", "Ana Ruiz", "VP Sales", emails=("ana.ruiz@acme.example",))
    export = employed("in/ana", "Ana Ruiz", "Software Engineer", source=LINKEDIN)

    resolved(store, acme, *crm, *export)

    assert not are_one(store, "a", "in/ana")


def test_father_and_son_at_one_company_stay_two(store: Store) -> None:
    resolved(store, *employed("a", "John Ruiz Jr.", "CEO"), *employed("in/j", "John Ruiz Sr.", "CEO", source=LINKEDIN))

    assert not are_one(store, "a", "in/j")


@pytest.mark.parametrize("nowhere", ["Self-employed", "Stealth Startup", "Confidential"])
def test_what_is_no_company_ties_nobody_together(store: Store, nowhere: str) -> None:
    crm = employed("a", "Ana Ruiz", "Consultant", at=nowhere)
    export = employed("in/ana", "Ana Ruiz", "Consultant", at=nowhere, source=LINKEDIN)

    resolved(store, *crm, *export)

    assert not are_one(store, "a", "in/ana")


def test_a_common_name_at_a_large_company_needs_two_things(store: Store) -> None:
    crowd = [item for at in range(51) for item in employed(f"in/{at}", f"Zoe Zed{at}x", source=LINKEDIN)]
    elsewhere = [
        item for at in range(3) for item in employed(f"in/e{at}", "Ana Ruiz", at=f"Elsewhere{at}x", source=LINKEDIN)
    ]
    crm, export = employed("a", "Ana Ruiz", "VP Sales"), employed("b", "Ana Ruiz", "VP Sales", source="advisors")

    resolved(store, *crowd, *elsewhere, *crm, *export)

    assert not are_one(store, "a", "b")


def test_a_last_name_cut_short_is_read_off_the_profile_address(store: Store) -> None:
    crm = employed("a", "Ana Ruiz", "VP Sales")
    export = employed("in/ana-ruiz-1", "Ana R.", "VP Sales", source=LINKEDIN, linkedin="linkedin.com/in/ana-ruiz-1")

    resolved(store, *crm, *export)

    assert are_one(store, "a", "in/ana-ruiz-1")


def test_a_judgement_says_what_speaks_for_it(store: Store) -> None:
    resolved(store, *employed("a", "Ana Ruiz", "CFO"), *employed("in/ana", "Ana Ruiz", "CFO", source=LINKEDIN))

    [judgement] = store.judgements(EntityKind.PERSON)
    assert (judgement.rule, judgement.actor) == ("name_at_company", "orbit")
    assert judgement.because == "one name at one company; the same job title"

"""Who is who: membership, old ids, identifiers, judgements, erasure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from orbit.errors import NotFound, UsageError
from orbit.model import EntityId, EntityKind, RecordKey, Revision
from orbit.store.base import NO_REVISION, EntityEvent, Event, FactKind, Identifier, Member, NewJudgement, Store, Verdict
from tests.factories import (
    NOON,
    champion_state,
    company,
    investment,
    key,
    person,
    role,
    signal,
    spell,
    tie,
    trigger,
)
from tests.storing import put, resolve, seq

ANA, BO = EntityId("ana-1"), EntityId("bo-1")
EMAIL = Identifier("email", "ana@example.com")


def judgement(
    left: str = "ana", right: str = "bo", verdict: Verdict = Verdict.SAME, rule: str = "email"
) -> NewJudgement:
    return NewJudgement(EntityKind.PERSON, key(left), key(right), verdict, rule, "one address", "orbit", NOON)


def judge(store: Store, *judgements: NewJudgement) -> int:
    with store.writing() as batch:
        return batch.judge(judgements)


def identify(store: Store, record: str, *identifiers: Identifier) -> None:
    number = seq(store, record)
    with store.writing() as batch:
        batch.identify([(number, identifier) for identifier in identifiers])


def erase(store: Store, entity: EntityId) -> int:
    with store.writing() as batch:
        return batch.erase(entity)


def test_a_new_record_is_unresolved(store: Store) -> None:
    put(store, person("ana"), company("acme"))

    assert store.unresolved() == 2
    assert list(store.members(EntityKind.PERSON)) == []


def test_records_of_an_entity_come_by_number(store: Store) -> None:
    put(store, person("ana"), person("bo"), person("ana-2"))

    changed = resolve(store, ANA, "ana-2", "ana")

    assert changed == 2
    assert [row.record.key for row in store.records_of(ANA)] == [key("ana"), key("ana-2")]
    assert store.unresolved() == 1


def test_the_entities_of_record_keys_leave_out_the_unresolved_and_unknown(store: Store) -> None:
    put(store, person("ana"), person("bo"), company("ana"))
    resolve(store, ANA, "ana")

    found = store.entities(EntityKind.PERSON, [key("bo"), key("ana"), key("nobody"), key("ana")])

    assert found == {key("ana"): ANA}
    assert store.entities(EntityKind.COMPANY, [key("ana")]) == {}


def test_members_come_by_number_and_by_kind(store: Store) -> None:
    put(store, person("ana"), company("acme"), person("bo"))
    resolve(store, BO, "bo")
    resolve(store, ANA, "ana")
    resolve(store, "acme-1", "acme", kind=EntityKind.COMPANY)

    people = list(store.members(EntityKind.PERSON))

    assert people == [Member(seq(store, "ana"), ANA), Member(seq(store, "bo"), BO)]
    assert [member.entity for member in store.members(EntityKind.COMPANY)] == ["acme-1"]


def test_assigning_the_same_again_changes_nothing(store: Store) -> None:
    put(store, person("ana"))
    resolve(store, ANA, "ana")

    assert resolve(store, ANA, "ana") == 0


def test_the_old_id_of_a_merged_entity_leads_to_the_new_one(store: Store) -> None:
    put(store, person("ana"), person("ana-2"))
    resolve(store, ANA, "ana")
    resolve(store, BO, "ana-2")

    resolve(store, ANA, "ana-2")

    assert store.canonical(BO) == ANA
    assert len(store.records_of(BO)) == 2


def test_old_ids_are_followed_through_several_merges(store: Store) -> None:
    put(store, person("ana"))
    for entity in ("first", "second", "third"):
        resolve(store, entity, "ana")

    assert store.canonical(EntityId("first")) == "third"


def test_an_entity_that_keeps_a_record_stands_for_itself(store: Store) -> None:
    put(store, person("ana"), person("ana-2"))
    resolve(store, ANA, "ana", "ana-2")

    resolve(store, BO, "ana-2")

    assert store.canonical(ANA) == ANA
    assert store.canonical(BO) == BO


def test_undoing_a_merge_brings_the_old_id_back(store: Store) -> None:
    put(store, person("ana"), person("ana-2"))
    resolve(store, ANA, "ana")
    resolve(store, BO, "ana-2")
    resolve(store, ANA, "ana-2")

    resolve(store, BO, "ana-2")

    assert store.canonical(BO) == BO
    assert [row.record.key for row in store.records_of(BO)] == [key("ana-2")]


def test_two_entities_may_swap_their_records(store: Store) -> None:
    put(store, person("ana"), person("bo"))
    resolve(store, ANA, "ana")
    resolve(store, BO, "bo")

    with store.writing() as batch:
        batch.assign(EntityKind.PERSON, [Member(seq(store, "ana"), BO), Member(seq(store, "bo"), ANA)])

    assert [row.record.key for row in store.records_of(ANA)] == [key("bo")]
    assert [row.record.key for row in store.records_of(BO)] == [key("ana")]


def test_an_unknown_entity_has_no_records_and_stands_for_nothing(store: Store) -> None:
    assert store.canonical(EntityId("nobody")) is None
    assert store.records_of(EntityId("nobody")) == []


def test_assigning_an_unknown_record_is_not_found(store: Store) -> None:
    with store.writing() as batch, pytest.raises(NotFound):
        batch.assign(EntityKind.PERSON, [Member(99, ANA)])


def test_a_company_cannot_be_assigned_as_a_person(store: Store) -> None:
    put(store, company("acme"))
    number = seq(store, "acme", EntityKind.COMPANY)

    with store.writing() as batch, pytest.raises(NotFound):
        batch.assign(EntityKind.PERSON, [Member(number, ANA)])


def test_an_identifier_finds_its_entities_by_id(store: Store) -> None:
    put(store, person("bo"), person("ana"), person("ana-2"))
    resolve(store, BO, "bo")
    resolve(store, ANA, "ana", "ana-2")

    for record in ("bo", "ana", "ana-2"):
        identify(store, record, EMAIL)

    assert store.find(EMAIL) == [ANA, BO]


def test_identifiers_of_a_kind_are_stepped_through_in_order(store: Store) -> None:
    put(store, person("ana"), person("bo"))
    told = [Identifier("id", f"pipedrive:{number}:person:1") for number in (9, 8)]
    with store.writing() as batch:
        batch.identify([(seq(store, "ana"), told[0]), (seq(store, "bo"), told[1]), (seq(store, "bo"), EMAIL)])

    stepped = [store.identifier_after(Identifier("id", after)) for after in ("", told[1].value, told[0].value, "q")]

    assert stepped == [told[1].value, told[0].value, None, None]


def test_an_identifier_of_an_unresolved_record_finds_nobody_yet(store: Store) -> None:
    put(store, person("ana"))

    identify(store, "ana", EMAIL, EMAIL)

    assert store.find(EMAIL) == []


def test_an_identifier_is_found_only_under_its_kind(store: Store) -> None:
    put(store, person("ana"))
    resolve(store, ANA, "ana")
    identify(store, "ana", EMAIL)

    assert store.find(Identifier("linkedin", EMAIL.value)) == []


def test_an_identifier_of_an_unknown_record_is_not_found(store: Store) -> None:
    with store.writing() as batch, pytest.raises(NotFound):
        batch.identify([(99, EMAIL)])


def test_a_judgement_comes_back_with_its_sides_in_order(store: Store) -> None:
    judge(store, judgement("bo", "ana"))

    [found] = store.judgements(EntityKind.PERSON)

    assert (found.left, found.right, found.verdict) == (key("ana"), key("bo"), Verdict.SAME)
    assert (found.rule, found.because, found.actor, found.at) == ("email", "one address", "orbit", NOON)
    assert found.revoked_at is None


def test_a_standing_judgement_is_not_repeated(store: Store) -> None:
    judge(store, judgement())

    added = judge(store, judgement(), judgement("bo", "ana"), judgement(rule="by hand"))

    assert added == 1
    assert [found.rule for found in store.judgements(EntityKind.PERSON)] == ["email", "by hand"]


def test_a_revoked_judgement_is_kept_but_does_not_stand(store: Store) -> None:
    judge(store, judgement())
    [standing] = store.judgements(EntityKind.PERSON)
    later = NOON + timedelta(hours=1)

    with store.writing() as batch:
        batch.revoke(standing.id, at=later)

    assert store.judgements(EntityKind.PERSON) == []
    assert [found.revoked_at for found in store.judgements(EntityKind.PERSON, live=False)] == [later]


def test_a_revoked_judgement_may_be_made_again(store: Store) -> None:
    judge(store, judgement())
    with store.writing() as batch:
        batch.revoke(store.judgements(EntityKind.PERSON)[0].id, at=NOON)

    assert judge(store, judgement()) == 1


def test_revoking_twice_or_the_unknown_is_not_found(store: Store) -> None:
    with store.writing() as batch, pytest.raises(NotFound):
        batch.revoke(7, at=NOON)


def test_judgements_are_kept_by_kind(store: Store) -> None:
    judge(store, judgement())

    assert store.judgements(EntityKind.COMPANY) == []


def test_judgements_of_one_verdict_or_one_rule_are_asked_for_alone(store: Store) -> None:
    judge(store, judgement(), judgement("bo", "cy", rule="likely"), judgement("cy", "dan", verdict=Verdict.UNSURE))
    [by_email, likely, unsure] = store.judgements(EntityKind.PERSON)
    with store.writing() as batch:
        batch.revoke(by_email.id, at=NOON)

    assert store.judgements(EntityKind.PERSON, verdict=Verdict.SAME) == [likely]
    assert store.judgements(EntityKind.PERSON, rule="email") == [unsure]
    assert store.judgements(EntityKind.PERSON, rule="email", verdict=Verdict.SAME) == []
    assert [one.id for one in store.judgements(EntityKind.PERSON, rule="email", live=False)] == [by_email.id, unsure.id]
    assert store.judgements(EntityKind.COMPANY, rule="likely") == []


def test_a_judgement_keeps_what_it_was_weighed_by(store: Store) -> None:
    judge(store, replace(judgement(), grounds='{"bits":7.5}'), judgement("bo", "cy"))

    assert [found.grounds for found in store.judgements(EntityKind.PERSON)] == ['{"bits":7.5}', None]


def test_a_judgement_is_found_by_its_number_also_when_it_was_undone(store: Store) -> None:
    judge(store, judgement(), judgement("bo", "cy"))
    [first, second] = store.judgements(EntityKind.PERSON)
    with store.writing() as batch:
        batch.revoke(first.id, at=NOON)

    assert store.judgement(first.id) == replace(first, revoked_at=NOON)
    assert store.judgement(second.id) == second
    assert store.judgement(second.id + 1) is None


def test_the_standing_judgements_about_a_record_come_by_number_from_either_side(store: Store) -> None:
    judge(store, judgement("bo", "cy"), judgement("ana", "bo"), judgement("ana", "cy"), judgement("bo", "dan"))
    [with_cy, with_ana, _, with_dan] = store.judgements(EntityKind.PERSON)
    with store.writing() as batch:
        batch.revoke(with_cy.id, at=NOON)

    found = store.judgements_about(EntityKind.PERSON, [key("bo"), key("dan"), key("nobody"), key("bo")])

    assert found == [with_ana, with_dan]
    assert store.judgements_about(EntityKind.COMPANY, [key("bo")]) == []


def events(store: Store, *, after: Revision = NO_REVISION) -> list[tuple[str, str, str]]:
    return [(event.event, event.old, event.new) for event in store.entity_events(after=after)]


def test_becoming_an_entity_for_the_first_time_is_no_event(store: Store) -> None:
    put(store, person("ana"))

    resolve(store, ANA, "ana")

    assert store.entity_events() == []


def test_an_entity_without_records_was_merged_into_the_one_they_went_to(store: Store) -> None:
    put(store, person("ana"), person("ana-2"))
    resolve(store, ANA, "ana")
    resolve(store, BO, "ana-2")

    resolve(store, ANA, "ana-2")

    assert store.entity_events() == [EntityEvent(store.revision(), EntityKind.PERSON, Event.MERGED, BO, ANA)]


def test_an_entity_that_keeps_records_was_split(store: Store) -> None:
    put(store, person("ana"), person("ana-2"))
    resolve(store, ANA, "ana", "ana-2")
    before = store.revision()

    resolve(store, BO, "ana-2")
    resolve(store, ANA, "ana-2")

    assert events(store) == [("split", ANA, BO), ("merged", BO, ANA)]
    assert events(store, after=Revision(before + 1)) == [("merged", BO, ANA)]


def test_two_changes_of_one_transaction_leave_what_they_ended_in(store: Store) -> None:
    put(store, person("ana"), person("ana-2"))
    resolve(store, ANA, "ana", "ana-2")
    numbers = [seq(store, "ana"), seq(store, "ana-2")]

    with store.writing() as batch:
        batch.assign(EntityKind.PERSON, [Member(numbers[1], BO)])
        batch.assign(EntityKind.PERSON, [Member(numbers[0], BO)])

    assert events(store) == [("merged", ANA, BO)]


def test_a_record_cannot_be_judged_against_itself(store: Store) -> None:
    with store.writing() as batch, pytest.raises(UsageError):
        batch.judge([judgement("ana", "ana")])


def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    judge(store, judgement())

    with store.writing() as batch, pytest.raises(UsageError):
        batch.revoke(1, at=datetime(2026, 1, 1))  # noqa: DTZ001 - that is the point


def about_ana(store: Store) -> None:
    """Ana under two record keys, with every kind of fact that can name a person, beside Bo's."""
    put(store, person("ana"), person("ana-2"), person("bo"), company("acme"))
    put(store, *(spell(who, "acme", "CFO") for who in ("ana", "ana-2", "bo")))
    put(store, tie("ana", "bo"), tie("bo", "cy"), role("ana"), investment("fund", "acme", partner="ana-2"))
    put(store, signal("acme", who="ana"), champion_state("ana", "acme"), trigger("acme", who="ana"))
    resolve(store, "old-ana", "ana")
    resolve(store, ANA, "ana", "ana-2")
    resolve(store, BO, "bo")
    identify(store, "ana", EMAIL)
    judge(store, judgement("ana", "ana-2"), judgement("ana", "bo", Verdict.DIFFERENT), judgement("bo", "cy"))


def test_erasing_says_how_many_records_went(store: Store) -> None:
    about_ana(store)

    assert erase(store, ANA) == 2


def test_erasing_leaves_nothing_that_mentions_the_person(store: Store) -> None:
    about_ana(store)

    erase(store, ANA)

    assert [row.record.key for row in store.records(EntityKind.PERSON)] == [key("bo")]
    assert set(store.numbers(EntityKind.PERSON)) == {key("bo"), key("cy")}
    assert {kind: len(list(store.facts(kind))) for kind in FactKind if list(store.facts(kind))} == {
        FactKind.SPELL: 1,
        FactKind.TIE: 1,
    }
    assert [found.left for found in store.judgements(EntityKind.PERSON, live=False)] == [key("bo")]
    assert store.find(EMAIL) == []


def test_erasing_forgets_what_became_of_the_person(store: Store) -> None:
    about_ana(store)
    resolve(store, "old-bo", "bo")

    erase(store, ANA)

    assert {(event.old, event.new) for event in store.entity_events()} == {(BO, EntityId("old-bo"))}


def test_erasing_forgets_old_ids_too(store: Store) -> None:
    about_ana(store)

    erase(store, EntityId("old-ana"))

    assert store.canonical(ANA) is None
    assert store.canonical(EntityId("old-ana")) is None
    assert store.canonical(BO) == BO


def test_the_number_of_an_erased_record_is_never_given_again(store: Store) -> None:
    put(store, person("bo"), person("ana"))
    resolve(store, ANA, "ana")
    gone = seq(store, "ana")
    erase(store, ANA)

    put(store, person("ana"))

    assert seq(store, "ana") > gone


def test_erasing_and_putting_in_one_transaction_puts_anew(store: Store) -> None:
    put(store, person("ana"))
    resolve(store, ANA, "ana")
    number = store.imports()[0].id

    with store.writing() as batch:
        batch.put([person("ana")], import_id=number)
        batch.erase(ANA)
        batch.put([spell("ana", "acme", "CFO")], import_id=number)

    assert list(store.records(EntityKind.PERSON)) == []
    assert [row.person for row in store.spells()] == [seq(store, "ana")]


def test_erasing_an_unknown_person_is_not_found(store: Store) -> None:
    with store.writing() as batch, pytest.raises(NotFound):
        batch.erase(EntityId("nobody"))


def test_a_company_cannot_be_erased(store: Store) -> None:
    put(store, company("acme"))
    resolve(store, "acme-1", "acme", kind=EntityKind.COMPANY)

    with store.writing() as batch, pytest.raises(UsageError):
        batch.erase(EntityId("acme-1"))


def test_one_source_may_use_the_id_of_another(store: Store) -> None:
    one, other = RecordKey("crm", "a:b"), RecordKey("crm:a", "b")

    put(store, spell(one, "acme", "CFO"), spell(other, "acme", "CFO"))

    assert len(list(store.spells())) == 2

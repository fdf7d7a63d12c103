from __future__ import annotations

import dataclasses
import types
from datetime import date
from typing import Any, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orbit.dates import PartialDate
from orbit.model import Company, EntityKind, Fact, Person, RecordKey, Ref, Tie
from orbit.store.base import FactKind
from orbit.store.codec import (
    FACT_CLASS,
    EncodedFact,
    decode_fact,
    decode_record,
    encode_fact,
    encode_record,
    vouched_on,
)
from tests.factories import (
    account_state,
    champion_state,
    company,
    investment,
    person,
    ref,
    role,
    signal,
    spell,
    tie,
    trigger,
)

# Any text but lone surrogates, which no file can hold.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
PARTIAL_DATES = st.one_of(
    st.builds(PartialDate, st.integers(1900, 2200)),
    st.builds(PartialDate, st.integers(1900, 2200), st.integers(1, 12)),
    st.dates(date(1900, 1, 1), date(2200, 1, 1)).map(PartialDate.of),
)
st.register_type_strategy(PartialDate, PARTIAL_DATES)
st.register_type_strategy(RecordKey, st.builds(RecordKey, TEXT, TEXT))
st.register_type_strategy(Ref, st.builds(Ref, TEXT, TEXT, st.none() | st.integers(1), st.none() | TEXT))


def any_of(cls: type[Any]) -> st.SearchStrategy[Any]:
    """Build a class with something in every field, now and then."""
    plain: dict[Any, st.SearchStrategy[Any]] = {str: TEXT, float: NUMBERS}
    hints = get_type_hints(cls)
    return st.builds(cls, **{field.name: _any_value(hints[field.name], plain) for field in dataclasses.fields(cls)})


def _any_value(hint: Any, plain: dict[Any, st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    choices = hint.__args__ if isinstance(hint, types.UnionType) else (hint,)
    return st.one_of(*(plain[choice] if choice in plain else st.from_type(choice) for choice in choices))


RECORDS = st.one_of(any_of(Person), any_of(Company))
FACTS = st.one_of(*(any_of(cls) for cls in FACT_CLASS.values()))


def decoded(encoded: EncodedFact, fact: Fact) -> Fact:
    text = encoded.spell or encoded.detail or ""
    return decode_fact(encoded.kind, encoded.mentions, text, fact.ref, vouched_on(fact))


@given(RECORDS)
def test_a_record_reads_back_as_it_was_written(record: Person | Company) -> None:
    encoded = encode_record(record)

    assert decode_record(encoded.kind, encoded.key, encoded.detail, record.ref, record.seen_on) == record


@given(FACTS)
def test_a_fact_reads_back_as_it_was_written(fact: Fact) -> None:
    read = decoded(encode_fact(fact), fact)

    assert read == fact or (isinstance(fact, Tie) and fact.left > fact.right)


@given(any_of(Tie))
def test_a_tie_turned_round_is_the_same_fact_with_the_same_content(fact: Tie) -> None:
    turned = dataclasses.replace(fact, left=fact.right, right=fact.left, sent=fact.received, received=fact.sent)

    if fact.left != fact.right:
        assert encode_fact(turned) == encode_fact(fact)


@given(RECORDS, st.dates())
def test_where_and_when_a_record_was_seen_is_no_part_of_its_content(record: Any, day: date) -> None:
    elsewhere = dataclasses.replace(record, ref=ref(99, file="other.csv"), seen_on=day)

    assert encode_record(elsewhere) == encode_record(record)


def test_every_fact_has_a_kind_of_its_own() -> None:
    assert set(FACT_CLASS) == set(FactKind)
    assert set(FACT_CLASS.values()) == set(Fact.__args__)


def test_a_record_knows_its_kind() -> None:
    assert encode_record(person("ana")).kind is EntityKind.PERSON
    assert encode_record(company("acme")).kind is EntityKind.COMPANY


def test_what_a_source_did_not_say_takes_no_room() -> None:
    assert encode_record(person("ana", "Ana")).detail == '{"name":"Ana"}'


SAME: dict[str, tuple[Fact, Fact]] = {
    "a title in other letters": (spell("ana", "acme", "VP Sales"), spell("ana", "acme", " vp   SALES ")),
    "a spell that ended": (spell("ana", "acme", "CFO", "2019"), spell("ana", "acme", "CFO", "2019", "2020")),
    "a tie from another file": (tie("ana", "bo"), tie("ana", "bo", at=ref(file="other.csv"))),
    "a role with an owner": (role("ana"), role("ana", owner="rep@example.com")),
    "a round in other letters": (
        investment("fund", "acme", "2021", "Seed"),
        investment("fund", "acme", "2021", "SEED"),
    ),
    "a signal retold": (signal("acme", id="1"), signal("snowpeak", id="1", title="other")),
    "a state on another day": (account_state("acme"), account_state("acme", seen_on="2026-01-01")),
    "a trigger with a score": (trigger("acme"), trigger("acme", score=5.0)),
}
DIFFERENT: dict[str, tuple[Fact, Fact]] = {
    "another title": (spell("ana", "acme", "CFO"), spell("ana", "acme", "CEO")),
    "another start": (spell("ana", "acme", "CFO", "2019"), spell("ana", "acme", "CFO", "2019-01")),
    "a tie told by another source": (tie("ana", "bo"), tie("ana", "bo", at=ref(source="mail"))),
    "another circle": (role("ana", at_company="acme"), role("ana")),
    "another round": (investment("fund", "acme", "2021", "A"), investment("fund", "acme", "2022", "A")),
    "another signal": (signal("acme", id="1"), signal("acme", id="2")),
    "an account with an owner": (account_state("acme"), account_state("acme", owner="rep@example.com")),
    "a champion with a story": (champion_state("ana", "acme"), champion_state("ana", "acme", win_story="Won.")),
    "another day": (trigger("acme", on="2026-01-01"), trigger("acme", on="2026-01-02")),
    "a trigger of one person": (trigger("acme"), trigger("acme", who="ana")),
}


@pytest.mark.parametrize("what", SAME)
def test_it_is_the_same_fact_with(what: str) -> None:
    one, other = SAME[what]

    assert encode_fact(one).id == encode_fact(other).id


@pytest.mark.parametrize("what", DIFFERENT)
def test_it_is_another_fact_with(what: str) -> None:
    one, other = DIFFERENT[what]

    assert encode_fact(one).id != encode_fact(other).id


# Snapshots, backups and links hold these ids: a change here needs a migration.
IDS: dict[str, Fact] = {
    "dea8cd1194e085ce044bd504": spell("ana", "acme", "VP Sales", "2019-03", "2021"),
    "4d603ae2c1de66eb8ea91091": tie("ana", "bo", on="2020-01-01"),
    "dc1a2f11ffdad3d777ddfc58": role("ana", at_company="acme"),
    "5b60acfcbd10e874b080a2cb": investment("fund", "acme", "2021", "Seed"),
    "3b0eb75c910c3f91bdcf8e87": signal("acme", id="1"),
    "d4f2dbe6669699b0004973fe": account_state("acme", arr=10.0),
    "255fc643eeaba2fb827cca1a": champion_state("ana", "acme", nps=9),
    "eafae702d28674ad1eaa4c0d": trigger("acme"),
}


@pytest.mark.parametrize("fact_id", IDS)
def test_an_id_stays_the_same_from_release_to_release(fact_id: str) -> None:
    assert encode_fact(IDS[fact_id]).id == fact_id

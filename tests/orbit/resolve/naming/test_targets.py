"""Whom a user means who types a name, an address or an id."""

from __future__ import annotations

import pytest

from orbit.model import EntityKind
from orbit.resolve.naming import Band, Entry, Target, TargetIndex, company_targets, resolve_target, shipped_weights
from orbit.resolve.naming.targets import How, target_index
from orbit.store.base import Store
from tests.factories import company
from tests.orbit.resolve.entities import entity_of, resolved
from tests.orbit.resolve.naming.conftest import fillers

LONG, SHORT = "001Qy000iCQGu01AAC", "001Qy000iCQGu01"


@pytest.fixture(scope="module")
def index() -> TargetIndex:
    """Two accounts with all that is known of them, one domain that two share, and others."""
    nordlys = Entry("nordlys", "Nordlys International", ("NLS",), "Norway", ("nordlys.example", "nls.example"))
    return target_index(
        [
            Target(nordlys, (f"salesforce:-:account:{SHORT}", "hubspot:-:company:800487"), ("nordlys",)),
            Target(Entry("quill", "Quillmere", domains=("group.example",)), ("crm:-:account:T-0197",)),
            Target(Entry("quay", "Quaymere", domains=("group.example",))),
            *(Target(entry) for entry in fillers()),
        ],
        shipped_weights(),
    )


@pytest.mark.parametrize(
    "text",
    [
        LONG,
        SHORT,
        f"salesforce:-:account:{LONG}",
        f"salesforce:00D0001:account:{SHORT}",
        "800487",
        "https://www.linkedin.com/company/Nordlys/about/",
    ],
)
def test_an_id_or_a_page_is_certain(index: TargetIndex, text: str) -> None:
    [found] = resolve_target(index, text).matches

    assert (found.entry.key, found.how, found.band) == ("nordlys", How.ID, Band.AUTO)


def test_the_number_of_another_object_is_nobodys(index: TargetIndex) -> None:
    found = resolve_target(index, "hubspot:62515:0-3:800487").matches

    assert not any(match.how is How.ID for match in found)


@pytest.mark.parametrize(
    "text", ["nordlys.example", "https://www.nls.example/about?x=1", "Ana@Nordlys.Example", " nls.example "]
)
def test_a_domain_of_one_company_is_certain(index: TargetIndex, text: str) -> None:
    [found] = resolve_target(index, text).matches

    assert (found.entry.key, found.how, found.band) == ("nordlys", How.DOMAIN, Band.AUTO)


def test_a_domain_that_two_share_is_a_question(index: TargetIndex) -> None:
    found = resolve_target(index, "group.example")

    assert [match.entry.key for match in found.matches] == ["quill", "quay"]
    assert {match.band for match in found.matches} == {Band.REVIEW}
    assert found.gap == 0


@pytest.mark.parametrize(
    "text",
    [
        "Nordlys Intl",
        "nordlys intl.",
        "Nordlis International",
        "NLS",
        "Nordlys Intl (nordlys.example)",
        "nordlis.example",
    ],
)
def test_a_name_with_slips_of_the_keyboard_finds_its_company_first(index: TargetIndex, text: str) -> None:
    assert resolve_target(index, text).matches[0].entry.key == "nordlys"


def test_a_name_and_a_shared_domain_together_tell_which(index: TargetIndex) -> None:
    first, second = resolve_target(index, "Quaymere <info@group.example>").matches[:2]

    assert (first.entry.key, first.how, second.entry.key) == ("quay", How.DOMAIN, "quill")


def test_a_freemail_address_says_nothing_of_the_company(index: TargetIndex) -> None:
    assert all(match.how is How.NAME for match in resolve_target(index, "nordlys@gmail.com").matches)


def test_no_more_than_asked_for_are_named(index: TargetIndex) -> None:
    assert len(resolve_target(index, "Cedarpeak", 2).matches) == 2


@pytest.mark.parametrize("text", ["", "   ", "🙂", ":", "::::", "@", "."])
def test_nothing_means_nobody(index: TargetIndex, text: str) -> None:
    assert resolve_target(index, text).matches == ()


def test_targets_are_the_companies_of_a_workspace_with_all_their_names(store: Store) -> None:
    resolved(
        store,
        company("a", "Nordlys AS", domains=["nordlys.example"], ids=["crm:-:account:T-1"]),
        company("b", "Nordlys", domains=["www.nordlys.example"]),
        company("c", "Nordlys", domains=["nordlys.example"]),
        company("d", "nordlys.example", domains=["nordlys.example"]),
        company("e", "Quillmere", domains=["quillmere.example"]),
    )
    entities = entity_of(store, EntityKind.COMPANY)

    [found] = company_targets(store, {entities["a"]})

    assert found == Target(
        Entry(entities["a"], "Nordlys", ("Nordlys AS",), "", ("nordlys.example",)), ("crm:-:account:T-1",)
    )
    assert {one.entry.key for one in company_targets(store)} == {entities["a"], entities["e"]}

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ingest.intake.screening import SALT, Blocklist, Suppression, person_hashes
from orbit.model import Company, Person, RecordKey, Ref
from orbit.store.sqlite import open_sqlite

DAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def person(name: str = "Ida Berg", *emails: str, linkedin: str | None = None, company: str | None = None) -> Person:
    return Person(RecordKey("people", "1"), name, Ref("people", "a.csv", 2), DAY, emails, linkedin, company=company)


def hashes(of: Person, *companies: str, salt: str = "pepper") -> set[str]:
    return set(person_hashes(of, companies, salt))


@pytest.mark.parametrize(
    ("email", "blocked"),
    [
        ("ida@union.example", True),
        ("ida@mail.union.example", True),
        ("ida@reunion.example", False),
        ("doc@clinic.example", True),
        ("other@clinic.example", False),
    ],
)
def test_addresses_and_whole_domains_are_blocked(email: str, blocked: bool) -> None:
    blocklist = Blocklist(frozenset({"Doc@Clinic.example "}), frozenset({"@Union.example"}))

    assert blocklist.blocks(person("Ida Berg", email)) is blocked


def test_a_person_without_address_is_not_blocked() -> None:
    assert not Blocklist(domains=frozenset({"union.example"})).blocks(person())


@pytest.mark.parametrize(
    "again",
    [
        person("I. Berg", "IDA@example.com"),
        person("Ida B.", linkedin="linkedin.com/in/Ida-Berg-91/?trk=x"),
        person("IDA  BERG", company="Nordlys as"),
    ],
)
def test_an_erased_person_is_known_again_by_any_identifier(again: Person) -> None:
    erased = person(
        "Ida Berg", "ida@example.com", linkedin="https://www.linkedin.com/in/ida-berg-91", company="Nordlys AS"
    )

    assert hashes(erased) & hashes(again)


def test_a_name_alone_or_at_another_company_is_somebody_else() -> None:
    erased = hashes(person(company="Nordlys AS"))

    assert not erased & hashes(person())
    assert not erased & hashes(person(company="Snowpeak"))


def test_the_hashes_of_two_workspaces_have_nothing_in_common() -> None:
    ida = person("Ida Berg", "ida@example.com", company="Nordlys AS")

    assert not hashes(ida) & hashes(ida, salt="other")
    assert all(len(value) == 64 for value in hashes(ida))


def test_rows_of_erased_people_are_found_by_the_companies_of_the_row(tmp_path: Path) -> None:
    nordlys = Company(RecordKey("people", "c"), "Nordlys AS", Ref("people", "a.csv", 2), DAY)
    store = open_sqlite(tmp_path / "orbit.db", create=True)
    with store.writing() as batch:
        batch.set_meta(SALT, "pepper")
        batch.suppress(hashes(person(), "Nordlys AS"), at=NOON)

    found = Suppression(store).among([[person(), nordlys], [person()], [nordlys]])

    assert found == [True, False, False]
    store.close()


def test_a_workspace_without_a_salt_has_erased_nobody(tmp_path: Path) -> None:
    store = open_sqlite(tmp_path / "orbit.db", create=True)

    assert Suppression(store).among([[person("Ida Berg", "ida@example.com")]]) == [False]
    store.close()

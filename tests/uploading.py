"""Uploads of colleagues for tests: whom each lists, as the LinkedIn source tells it, apart into records and facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from orbit.model import Item, RecordKey, Ref
from orbit.uploads import owner_record
from tests.factories import AnyDate, AnyKey, company, person, role, spell, tie

LINKEDIN = "linkedin"


@dataclass(frozen=True)
class Listed:
    """One row of an export: who is listed, where they work, since when they are connected."""

    contact: str
    where: str
    title: str | None = "VP Sales"
    on: str = "2024-05-05"
    seen_on: str = "2026-11-20"
    surname: str = "Wexford"


def place(email: str) -> Ref:
    """Return where the rows of somebody's export stand."""
    return Ref(LINKEDIN, f"{email.partition('@')[0]}.zip/Connections.csv", 7, owner=owner_record(LINKEDIN, email))


def contact(name: str) -> RecordKey:
    """Return the record of somebody whom exports list."""
    return RecordKey(LINKEDIN, f"in/{name}")


def employer(name: str) -> RecordKey:
    """Return the record of a company that exports name."""
    return RecordKey(LINKEDIN, f"company/{name}")


def owner(email: str, name: str) -> list[Item]:
    """Make the record and the role that an export brings of its owner."""
    record = owner_record(LINKEDIN, email)
    return [
        person(record, name, emails=[email], at=place(email)),
        role(record, seen_on="2020-01-01", at=place(email)),
    ]


def contacts(names: Iterable[str], at: Ref | None = None) -> list[Item]:
    """Make the records of people whom exports list."""
    return [
        person(contact(name), f"{name.title()} Wexford", linkedin=f"https://www.linkedin.com/in/{name}", at=at)
        for name in names
    ]


def employers(names: Iterable[str]) -> list[Item]:
    """Make the records of companies that exports name."""
    return [company(employer(name), name.title(), domains=[f"{name}.example"]) for name in names]


def ties_of(email: str, listed: Iterable[Listed]) -> list[Item]:
    """Make whom an export says its owner knows."""
    record = owner_record(LINKEDIN, email)
    return [tie(record, contact(one.contact), on=one.on, at=place(email)) for one in listed]


def jobs_of(email: str, listed: Iterable[Listed]) -> list[Item]:
    """Make where an export says they work."""
    return [
        spell(contact(one.contact), employer(one.where), one.title, seen_on=one.seen_on, at=place(email))
        for one in listed
    ]


def career_of(email: str, where: AnyKey, start: AnyDate, end: AnyDate = None) -> Item:
    """Make one of the owner's own jobs."""
    return spell(owner_record(LINKEDIN, email), where, "Account Executive", start, end, at=place(email))


def records_of(email: str, listed: Iterable[Listed]) -> list[Item]:
    """Make how an export calls them and their employers."""
    rows = [(one, f"https://www.linkedin.com/in/{one.contact}") for one in listed]
    return [
        item
        for one, url in rows
        for item in (
            person(
                contact(one.contact),
                f"{one.contact.title()} {one.surname}",
                linkedin=url,
                seen_on=one.seen_on,
                at=place(email),
            ),
            company(employer(one.where), one.where.upper(), seen_on=one.seen_on, at=place(email)),
        )
    ]


def upload(email: str, listed: Iterable[Listed]) -> list[Item]:
    """Make what an export tells."""
    rows = list(listed)
    return [*ties_of(email, rows), *jobs_of(email, rows)]


def without(uploads: Mapping[str, list[Listed]], hidden: Iterable[str]) -> list[Item]:
    """Make what all exports tell together but for the hidden ones."""
    gone = set(hidden)
    left = [(email, rows) for email, rows in uploads.items() if email not in gone]
    return [item for email, rows in left for item in [*records_of(email, rows), *upload(email, rows)]]

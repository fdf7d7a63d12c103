"""Who must not be taken in: people whom the workspace blocks, and people who were erased and must stay so."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from orbit import names
from orbit.model import Company, Item, Person
from orbit.store.base import Store

SALT = "salt"


@dataclass(frozen=True, slots=True)
class Blocklist:
    """E-mail addresses, and domains with all below them, of people who are never stored, only counted."""

    emails: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        object.__setattr__(self, "emails", frozenset(email.strip().lower() for email in self.emails))
        object.__setattr__(self, "domains", frozenset(domain.strip().lower().lstrip("@.") for domain in self.domains))

    def blocks(self, person: Person) -> bool:
        """Say whether one of a person's addresses is blocked."""
        return any(self._blocks_email(email.strip().lower()) for email in person.emails)

    def _blocks_email(self, email: str) -> bool:
        labels = email.rpartition("@")[2].split(".")
        return email in self.emails or any(".".join(labels[start:]) in self.domains for start in range(len(labels)))


def person_hashes(person: Person, companies: Iterable[str], salt: str) -> list[str]:
    """Return the keyed hashes by which an erased person is known again: e-mails, LinkedIn, name at each company.

    HMAC-SHA256 with the workspace's salt, in hexadecimal: without the salt nobody can try names against them.
    """
    key = salt.encode()
    return [hmac.digest(key, identifier.encode(), "sha256").hex() for identifier in _identifiers(person, companies)]


class Suppression:
    """Finds the rows of people who were erased."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._salt = store.meta(SALT)

    def among(self, rows: Sequence[Sequence[Item]]) -> list[bool]:
        """Say of each row whether one of its people was erased."""
        salt = self._salt
        if salt is None:
            return [False] * len(rows)
        hashes = [_row_hashes(items, salt) for items in rows]
        hit = self._store.suppressed(sorted({value for row in hashes for value in row}))
        return [not hit.isdisjoint(row) for row in hashes]


def people(items: Iterable[Item]) -> list[Person]:
    """Return the people among the items of a row."""
    return [item for item in items if isinstance(item, Person)]


def _row_hashes(items: Sequence[Item], salt: str) -> list[str]:
    companies = [item.name for item in items if isinstance(item, Company)]
    return [value for person in people(items) for value in person_hashes(person, companies, salt)]


def _identifiers(person: Person, companies: Iterable[str]) -> Iterable[str]:
    for email in person.emails:
        yield f"email:{names.folded(email)}"
    slug = names.linkedin_slug(person.linkedin) if person.linkedin else None
    if slug:
        yield f"linkedin:{slug}"
    told = {*companies, *([person.company] if person.company else [])}
    for company in sorted({names.unaccented(company) for company in told}):
        yield f"name:{names.unaccented(person.name)}@{company}"

"""The normalised identifiers that a record carries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from orbit.model import Company, Person, Record
from orbit.names import email_address, is_shared_domain, linkedin_company_slug, linkedin_slug, system_id, web_domain
from orbit.store.base import Identifier


class IdentifierKind(StrEnum):
    """The kinds of `orbit.store.base.Identifier`."""

    EMAIL = "email"
    LINKEDIN = "linkedin"
    DOMAIN = "domain"
    ID = "id"


def identifiers(record: Record) -> tuple[Identifier, ...]:
    """Return the identifiers of a record, each once; a domain that many companies share is none."""
    found = _of_person(record) if isinstance(record, Person) else _of_company(record)
    return tuple(dict.fromkeys(found))


def own_domains(texts: Iterable[str]) -> Iterator[str]:
    """Yield the registrable domains of addresses, hosts or e-mails, leaving out shared ones."""
    for text in texts:
        domain = web_domain(text)
        if domain is not None and not is_shared_domain(domain):
            yield domain


def _of_person(person: Person) -> Iterator[Identifier]:
    slug = linkedin_slug(person.linkedin) if person.linkedin else None
    if slug:
        yield Identifier(IdentifierKind.LINKEDIN, slug)
    for text in person.emails:
        email = email_address(text)
        if email:
            yield Identifier(IdentifierKind.EMAIL, email)
    yield from _ids(person.ids)


def _of_company(company: Company) -> Iterator[Identifier]:
    slug = linkedin_company_slug(company.linkedin) if company.linkedin else None
    if slug:
        yield Identifier(IdentifierKind.LINKEDIN, slug)
    for domain in own_domains(company.domains):
        yield Identifier(IdentifierKind.DOMAIN, domain)
    yield from _ids(company.ids)


def _ids(ids: Iterable[str]) -> Iterator[Identifier]:
    return (Identifier(IdentifierKind.ID, system_id(text)) for text in ids if text.strip())

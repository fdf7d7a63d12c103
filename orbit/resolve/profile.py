"""What one or several records say of one person or company, in comparable form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple, TypeVar

from orbit.model import Company, Person, RecordKey
from orbit.names import PersonName, company_core, folded, is_no_company, person_name, spelt_by_slug
from orbit.resolve.identify import IdentifierKind
from orbit.store.base import Identifier

# Sorted and without repeats; tuples, because a million small sets cost four times their memory.
Words = tuple[str, ...]
Numbers = tuple[int, ...]
Marks = tuple[tuple[int, str], ...]
T = TypeVar("T", str, int, tuple[int, str])


class Job(NamedTuple):
    """One spell of a person: at which company (its number among the resolved), as what, since when."""

    company: int
    title: str | None = None
    start: str | None = None
    is_school: bool = False


@dataclass(frozen=True, slots=True)
class CompanyProfile:
    """A company as some of its records tell it; `key` is the smallest of their keys, `names` as they are written."""

    key: RecordKey
    names: Words
    cores: Words
    slugs: Words
    domains: Words
    ids: Words
    countries: Words
    is_real: bool


@dataclass(frozen=True, slots=True)
class PersonProfile:
    """A person as some of their records tell it; `key` is the smallest of their keys.

    `feeds` are the lists they stand in: whoever stands twice in one list is two persons, or listed twice.
    `companies` and `schools` are numbers of resolved companies, `starts` (company, "YYYY-MM"), `mailboxes`
    (company, local part) of addresses at a company's own domain; those of one record in its order.
    """

    key: RecordKey
    feeds: Words
    names: tuple[PersonName, ...]
    slugs: Words
    emails: Words
    ids: Words
    titles: Words
    places: Words
    companies: Numbers
    schools: Numbers
    starts: Marks
    mailboxes: Marks


def company_profile(company: Company, known: Iterable[Identifier]) -> CompanyProfile:
    """Make one record of a company comparable; `known` are its identifiers."""
    return CompanyProfile(
        key=company.key,
        names=(company.name,),
        cores=(company_core(company.name),),
        slugs=_of_kind(known, IdentifierKind.LINKEDIN),
        domains=_of_kind(known, IdentifierKind.DOMAIN),
        ids=_of_kind(known, IdentifierKind.ID),
        countries=(folded(company.country),) if company.country else (),
        is_real=not is_no_company(company.name),
    )


def person_profile(
    person: Person, known: Iterable[Identifier], jobs: Sequence[Job], mailboxes: Sequence[tuple[int, str]]
) -> PersonProfile:
    """Make one record of a person comparable, with the jobs that its source tells."""
    slugs = _of_kind(known, IdentifierKind.LINKEDIN)
    at_work = [job for job in jobs if not job.is_school]
    return PersonProfile(
        key=person.key,
        feeds=(_feed(person),),
        names=_names(person.name, slugs),
        slugs=slugs,
        emails=_of_kind(known, IdentifierKind.EMAIL),
        ids=_of_kind(known, IdentifierKind.ID),
        titles=_sorted([title for title in (person.title, *[job.title for job in at_work]) if title]),
        places=(folded(person.location),) if person.location else (),
        companies=_sorted([job.company for job in at_work]),
        schools=_sorted([job.company for job in jobs if job.is_school]),
        starts=_sorted([(job.company, job.start[:7]) for job in jobs if job.start and len(job.start) >= 7]),
        mailboxes=tuple(dict.fromkeys(mailboxes)),
    )


def merged_company(parts: Sequence[CompanyProfile]) -> CompanyProfile:
    """Say of the whole what any of its parts says."""
    if len(parts) == 1:
        return parts[0]
    return CompanyProfile(
        key=min(part.key for part in parts),
        names=_union(part.names for part in parts),
        cores=_union(part.cores for part in parts),
        slugs=_union(part.slugs for part in parts),
        domains=_union(part.domains for part in parts),
        ids=_union(part.ids for part in parts),
        countries=_union(part.countries for part in parts),
        is_real=any(part.is_real for part in parts),
    )


def merged_person(parts: Sequence[PersonProfile]) -> PersonProfile:
    """Say of the whole what any of its parts says."""
    if len(parts) == 1:
        return parts[0]
    return PersonProfile(
        key=min(part.key for part in parts),
        feeds=_union(part.feeds for part in parts),
        names=tuple(dict.fromkeys(chain.from_iterable(part.names for part in parts))),
        slugs=_union(part.slugs for part in parts),
        emails=_union(part.emails for part in parts),
        ids=_union(part.ids for part in parts),
        titles=_union(part.titles for part in parts),
        places=_union(part.places for part in parts),
        companies=_union(part.companies for part in parts),
        schools=_union(part.schools for part in parts),
        starts=_union(part.starts for part in parts),
        mailboxes=_union(part.mailboxes for part in parts),
    )


def _of_kind(known: Iterable[Identifier], kind: IdentifierKind) -> Words:
    return _sorted([one.value for one in known if one.kind == kind])


def _names(name: str, slugs: Words) -> tuple[PersonName, ...]:
    """Return the name; one cut short ("Ana R.") also as the profile's address spells it out."""
    told = person_name(name)
    spelt = (spelt_by_slug(told, slug) for slug in slugs)
    return (told, *(longer for longer in spelt if longer is not None))


def _feed(person: Person) -> str:
    """Name the list a record stands in: the file, and the part of it that its id names ("in/…", "owner/…")."""
    return f"{person.key.source}:{person.key.id.rpartition('/')[0]}:{person.ref.file}"


def _union(several: Iterable[tuple[T, ...]]) -> tuple[T, ...]:
    return tuple(sorted(set(chain.from_iterable(several))))


def _sorted(values: Sequence[T]) -> tuple[T, ...]:
    return tuple(sorted(set(values))) if len(values) > 1 else tuple(values)

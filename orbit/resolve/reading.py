"""Reading a store's records into comparable profiles, one kind after the other."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Generic, NamedTuple, Protocol, TypeVar

from orbit.model import Company, EntityId, EntityKind, Person, RecordKey, SpellKind
from orbit.names import company_core, web_domain
from orbit.resolve.entity import entity_of
from orbit.resolve.identify import IdentifierKind, identifiers
from orbit.resolve.profile import CompanyProfile, Job, PersonProfile, company_profile, merged_company, person_profile
from orbit.resolve.settle import Profile
from orbit.store.base import Identifier, SpellRow, Store, StoredRecord

Asked = TypeVar("Asked", contravariant=True)
Spells = tuple[Sequence[int], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Reading(Generic[Profile]):
    """The profiles of all records of a kind, ordered by key; `seqs` are their numbers in the store.

    Of people, `cells` is what each record says as it is compared, `firms` are the companies whose numbers their
    profiles hold, `employers` what each record calls its company (comparable; empty: nothing), and `spells` tells who
    was at which record of a company: the numbers of the person and of the company of each.
    """

    profiles: list[Profile]
    seqs: list[int]
    identifiers: list[tuple[int, Identifier]]
    cells: Sequence[Cells] = ()
    firms: Sequence[EntityId] = ()
    employers: Sequence[str] = ()
    spells: Spells = ((), ())

    @property
    def keys(self) -> list[RecordKey]:
        """The keys of the records."""
        return [profile.key for profile in self.profiles]

    @property
    def identities(self) -> dict[RecordKey, str]:
        """The LinkedIn address of each person's record that has one: no person has two."""
        return {key: cells.url for key, cells in zip(self.keys, self.cells, strict=False) if cells.url}


class Cells(NamedTuple):
    """What one record of a person says, one value per field of `orbit.resolve.linkage.people`; empty: nothing."""

    name: str
    company: str
    title: str
    city: str
    email: str
    url: str


class Lookup(Protocol[Asked]):
    """Finds a company by something; None where there is none or several."""

    def get(self, asked: Asked, /) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Workplaces:
    """The resolved companies, numbered; what only looks like a company is not among them.

    A name or domain that several of them bear leads to none. `firms` are their ids, `names` is what each is called.
    """

    firms: Sequence[EntityId]
    names: Sequence[str]
    by_seq: Lookup[int]
    by_core: Lookup[str]
    by_domain: Lookup[str]


def read_companies(store: Store) -> Reading[CompanyProfile]:
    """Read every record of a company."""
    return companies_from(store.records(EntityKind.COMPANY))


def companies_from(records: Iterable[StoredRecord]) -> Reading[CompanyProfile]:
    """Read some records of companies."""
    found: list[tuple[CompanyProfile, int]] = []
    known: list[tuple[int, Identifier]] = []
    for stored in records:
        if isinstance(stored.record, Company):
            own = identifiers(stored.record)
            found.append((company_profile(stored.record, own), stored.seq))
            known += ((stored.seq, identifier) for identifier in own)
    return _ordered(found, known)


def read_people(store: Store, workplaces: Workplaces) -> Reading[PersonProfile]:
    """Read every record of a person, with where their spells, company name and addresses say that they worked."""
    return people_from(store.records(EntityKind.PERSON), store.spells(), workplaces)


def people_from(
    records: Iterable[StoredRecord], told: Iterable[SpellRow], workplaces: Workplaces
) -> Reading[PersonProfile]:
    """Read some records of people, with where these spells, company name and addresses say that they worked."""
    jobs, spells = _jobs(told, workplaces)
    found: list[tuple[PersonProfile, int]] = []
    known: list[tuple[int, Identifier]] = []
    said: dict[RecordKey, tuple[Cells, str]] = {}
    for stored in records:
        if isinstance(stored.record, Person):
            own = identifiers(stored.record)
            mailboxes = list(_mailboxes(own, workplaces))
            employer = company_core(stored.record.company) if stored.record.company else ""
            places = [*jobs.get(stored.seq, ()), *_other_jobs(stored.record, employer, mailboxes, workplaces)]
            profile = person_profile(stored.record, own, places, mailboxes)
            found.append((profile, stored.seq))
            said[profile.key] = cells_of(stored.record, own, workplaces), employer
            known += ((stored.seq, identifier) for identifier in own)
    ordered = _ordered(found, known)
    cells, employers = [said[key][0] for key in ordered.keys], [said[key][1] for key in ordered.keys]
    return replace(ordered, cells=cells, employers=employers, firms=workplaces.firms, spells=spells)


def cells_of(person: Person, known: Sequence[Identifier], workplaces: Workplaces) -> Cells:
    """Return what a record with these identifiers says as it is compared.

    The company is named as its resolved company is called, so that all its spellings are one.
    """
    employer = company_core(person.company) if person.company else ""
    here = workplaces.by_core.get(employer) if employer else None
    if here is None and not person.company:
        here = next((company for company, _ in _mailboxes(known, workplaces)), None)
    return Cells(
        name=person.name,
        company=person.company or "" if here is None else workplaces.names[here],
        title=person.title or "",
        city=person.location or "",
        email=person.emails[0] if person.emails else "",
        url=min((value for kind, value in known if kind == IdentifierKind.LINKEDIN), default=""),
    )


def workplaces(
    reading: Reading[CompanyProfile], groups: Sequence[Sequence[int]], names: Container[str] = ()
) -> Workplaces:
    """Number the resolved companies in the order of `groups` (positions in the reading).

    Each is called by the first of its names that is among those that companies were called by so far.
    """
    wholes = [merged_company([reading.profiles[place] for place in group]) for group in groups]
    real = [number for number, whole in enumerate(wholes) if whole.is_real]
    return Workplaces(
        firms=[_firm(reading, group) for group in groups],
        names=[called(whole, names) for whole in wholes],
        by_seq={reading.seqs[place]: number for number in real for place in groups[number]},
        by_core=_unmistakable((core, number) for number in real for core in wholes[number].cores),
        by_domain=_unmistakable((domain, number) for number in real for domain in wholes[number].domains),
    )


def called(whole: CompanyProfile, names: Container[str]) -> str:
    """Return what a company is called where people are compared, also when it is told under another name later on."""
    return next((core for core in whole.cores if core in names), whole.cores[0])


def _firm(reading: Reading[CompanyProfile], group: Sequence[int]) -> EntityId:
    return entity_of(EntityKind.COMPANY, [(reading.seqs[place], reading.profiles[place].key) for place in group])


def _jobs(told: Iterable[SpellRow], workplaces: Workplaces) -> tuple[dict[int, list[Job]], Spells]:
    jobs: defaultdict[int, list[Job]] = defaultdict(list)
    people, companies = array("i"), array("i")
    for spell in told:
        people.append(spell.person)
        companies.append(spell.company)
        company = workplaces.by_seq.get(spell.company)
        if company is not None:
            jobs[spell.person].append(Job(company, spell.title, spell.start, spell.kind is SpellKind.SCHOOL))
    return jobs, (people, companies)


def _mailboxes(known: Iterable[Identifier], workplaces: Workplaces) -> Iterator[tuple[int, str]]:
    for kind, value in known:
        local, _, host = value.partition("@")
        company = workplaces.by_domain.get(web_domain(host) or "") if kind == IdentifierKind.EMAIL else None
        if company is not None:
            yield company, local


def _other_jobs(
    person: Person, employer: str, mailboxes: Iterable[tuple[int, str]], workplaces: Workplaces
) -> Iterator[Job]:
    yield from (Job(company) for company, _ in mailboxes)
    company = workplaces.by_core.get(employer) if employer else None
    if company is not None:
        yield Job(company, person.title)


def _unmistakable(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, int | None] = {}
    for key, number in pairs:
        found[key] = number if found.get(key, number) == number else None
    return {key: number for key, number in found.items() if number is not None}


def _ordered(found: list[tuple[Profile, int]], known: list[tuple[int, Identifier]]) -> Reading[Profile]:
    found.sort(key=lambda each: (each[0].key.source, each[0].key.id))
    return Reading([profile for profile, _ in found], [seq for _, seq in found], known)

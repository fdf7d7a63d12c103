"""Reading a store's records into comparable profiles, one kind after the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple

from orbit.model import Company, EntityKind, Person, RecordKey, SpellKind
from orbit.names import company_core, web_domain
from orbit.resolve.identify import IdentifierKind, identifiers
from orbit.resolve.profile import CompanyProfile, Job, PersonProfile, company_profile, merged_company, person_profile
from orbit.resolve.settle import Profile
from orbit.store.base import Identifier, Store


@dataclass(frozen=True, slots=True)
class Reading(Generic[Profile]):
    """The profiles of all records of a kind, ordered by key; `seqs` are their numbers in the store.

    `cells` is what each record of a person says as it is compared (empty for companies).
    """

    profiles: list[Profile]
    seqs: list[int]
    identifiers: list[tuple[int, Identifier]]
    cells: list[Cells]

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


@dataclass(frozen=True, slots=True)
class Workplaces:
    """The resolved companies, numbered; what only looks like a company is not among them.

    A name or domain that several of them bear leads to none. `names` is what each is called.
    """

    names: list[str]
    by_seq: dict[int, int]
    by_core: dict[str, int]
    by_domain: dict[str, int]


def read_companies(store: Store) -> Reading[CompanyProfile]:
    """Read every record of a company."""
    found: list[tuple[CompanyProfile, int]] = []
    known: list[tuple[int, Identifier]] = []
    for stored in store.records(EntityKind.COMPANY):
        if isinstance(stored.record, Company):
            own = identifiers(stored.record)
            found.append((company_profile(stored.record, own), stored.seq))
            known += ((stored.seq, identifier) for identifier in own)
    return _ordered(found, known, {})


def read_people(store: Store, workplaces: Workplaces) -> Reading[PersonProfile]:
    """Read every record of a person, with where their spells, company name and addresses say that they worked."""
    spells = _spells(store, workplaces)
    found: list[tuple[PersonProfile, int]] = []
    known: list[tuple[int, Identifier]] = []
    cells: dict[RecordKey, Cells] = {}
    for stored in store.records(EntityKind.PERSON):
        if isinstance(stored.record, Person):
            own = identifiers(stored.record)
            mailboxes = list(_mailboxes(own, workplaces))
            jobs = [*spells.get(stored.seq, ()), *_other_jobs(stored.record, mailboxes, workplaces)]
            profile = person_profile(stored.record, own, jobs, mailboxes)
            found.append((profile, stored.seq))
            cells[profile.key] = _cells(stored.record, profile, workplaces)
            known += ((stored.seq, identifier) for identifier in own)
    return _ordered(found, known, cells)


def workplaces(reading: Reading[CompanyProfile], groups: Sequence[Sequence[int]]) -> Workplaces:
    """Number the resolved companies in the order of `groups` (positions in the reading)."""
    wholes = [merged_company([reading.profiles[place] for place in group]) for group in groups]
    real = [number for number, whole in enumerate(wholes) if whole.is_real]
    return Workplaces(
        names=[whole.cores[0] for whole in wholes],
        by_seq={reading.seqs[place]: number for number in real for place in groups[number]},
        by_core=_unmistakable((core, number) for number in real for core in wholes[number].cores),
        by_domain=_unmistakable((domain, number) for number in real for domain in wholes[number].domains),
    )


def _spells(store: Store, workplaces: Workplaces) -> dict[int, list[Job]]:
    jobs: defaultdict[int, list[Job]] = defaultdict(list)
    for spell in store.spells():
        company = workplaces.by_seq.get(spell.company)
        if company is not None:
            jobs[spell.person].append(Job(company, spell.title, spell.start, spell.kind is SpellKind.SCHOOL))
    return jobs


def _mailboxes(known: Iterable[Identifier], workplaces: Workplaces) -> Iterator[tuple[int, str]]:
    for kind, value in known:
        local, _, host = value.partition("@")
        company = workplaces.by_domain.get(web_domain(host) or "") if kind == IdentifierKind.EMAIL else None
        if company is not None:
            yield company, local


def _other_jobs(person: Person, mailboxes: Iterable[tuple[int, str]], workplaces: Workplaces) -> Iterator[Job]:
    yield from (Job(company) for company, _ in mailboxes)
    company = workplaces.by_core.get(company_core(person.company)) if person.company else None
    if company is not None:
        yield Job(company, person.title)


def _cells(person: Person, profile: PersonProfile, workplaces: Workplaces) -> Cells:
    """Name the company as its resolved company is called, so that all its spellings are one."""
    here = workplaces.by_core.get(company_core(person.company)) if person.company else None
    if here is None and not person.company and profile.mailboxes:
        here = profile.mailboxes[0][0]
    return Cells(
        name=person.name,
        company=person.company or "" if here is None else workplaces.names[here],
        title=person.title or "",
        city=person.location or "",
        email=person.emails[0] if person.emails else "",
        url=profile.slugs[0] if profile.slugs else "",
    )


def _unmistakable(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, int | None] = {}
    for key, number in pairs:
        found[key] = number if found.get(key, number) == number else None
    return {key: number for key, number in found.items() if number is not None}


def _ordered(
    found: list[tuple[Profile, int]], known: list[tuple[int, Identifier]], cells: Mapping[RecordKey, Cells]
) -> Reading[Profile]:
    found.sort(key=lambda each: (each[0].key.source, each[0].key.id))
    profiles = [profile for profile, _ in found]
    told = [cells[profile.key] for profile in profiles if profile.key in cells]
    return Reading(profiles, [seq for _, seq in found], known, told)

"""Whom somebody means who types a name, a web or e-mail address, or an id from a CRM: the nearest companies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from orbit.model import Company, EntityId, EntityKind
from orbit.names import is_bare_id, is_shared_domain, linkedin_company_slug, system_id, web_domain
from orbit.resolve.identify import own_domains
from orbit.resolve.naming.entry import Entry, site_letters
from orbit.resolve.naming.index import NameIndex, name_index
from orbit.resolve.naming.matching import Band, Candidate, Matcher, Reason
from orbit.resolve.naming.postings import Postings, postings
from orbit.resolve.naming.weights import Weights
from orbit.resolve.naming.wording import Ground, in_words
from orbit.store.base import Store, StoredRecord

_ADDRESS = re.compile(r"[^\s<>(),;\[\]]*\w\.\w{2,}[^\s<>(),;\[\]]*")
_BARE_ID = re.compile(r"(?=\S*\d)[\w-]{4,}")
_SALESFORCE = "salesforce:"
_SALESFORCE_LONG = 18
_SALESFORCE_SHORT = 15


class How(StrEnum):
    """By what a company was found."""

    ID = "id"
    DOMAIN = "domain"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Target:
    """A company that somebody may mean: its names, country and domains, its ids in other systems, its LinkedIn page."""

    entry: Entry
    ids: tuple[str, ...] = ()
    slugs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A company that was probably meant and how sure that is.

    Where its name was compared, `candidate` says why, and `reasons` say it in words, the weightiest first.
    """

    entry: Entry
    how: How
    probability: float
    band: Band
    candidate: Candidate | None = None
    reasons: tuple[tuple[Ground, Reason], ...] = ()


@dataclass(frozen=True, slots=True)
class Resolved:
    """The companies that were probably meant, best first; `gap` says in bits how far the first leads."""

    matches: tuple[Match, ...]
    gap: float


@dataclass(frozen=True, slots=True)
class TargetIndex:
    """The companies of a workspace under everything they may be called by."""

    targets: tuple[Target, ...]
    matcher: Matcher
    by_id: Postings
    by_slug: Postings

    @property
    def names(self) -> NameIndex:
        """Their names."""
        return self.matcher.index

    def is_sure(self, text: str, match: Match) -> bool:
        """Say whether a text surely means a match, so that nobody has to be asked."""
        if match.candidate is None:
            return match.band is Band.AUTO
        return self.matcher.is_sure(text.strip(), match.candidate)


# What an id, a page or a domain that one company alone has is worth against a mistyped one.
_CERTAIN = 0.999
_SHARED = 0.5
_CERTAIN_GAP = 10.0


def target_index(targets: Iterable[Target], weights: Weights) -> TargetIndex:
    """Index companies under their names, domains, pages and ids."""
    taken = tuple(targets)
    return TargetIndex(
        targets=taken,
        matcher=Matcher(name_index(target.entry for target in taken), weights),
        by_id=postings(dict.fromkeys(key for id_ in target.ids for key in _id_keys(id_)) for target in taken),
        by_slug=postings(dict.fromkeys(target.slugs) for target in taken),
    )


def company_targets(store: Store, only: Collection[EntityId] | None = None) -> list[Target]:
    """Read the companies of a workspace, or some of them, by id; the name most records give comes first."""
    if only is not None:
        told = ((entity, store.records_of(entity)) for entity in sorted(only))
        return [_target(entity, found) for entity, stored in told if (found := _companies(stored))]
    entity_of = {member.seq: member.entity for member in store.members(EntityKind.COMPANY)}
    records: dict[EntityId, list[Company]] = {}
    for stored in store.records(EntityKind.COMPANY):
        entity = entity_of.get(stored.seq)
        if entity is not None and isinstance(stored.record, Company):
            records.setdefault(entity, []).append(stored.record)
    return [_target(entity, records[entity]) for entity in sorted(records)]


def resolve_target(index: TargetIndex, text: str, n: int = 3) -> Resolved:
    """Return the `n` companies that a text most likely means: by id or page, by domain, else by name.

    Typing errors are allowed for in names and in domains that nobody has.
    """
    bare = text.strip()
    found = _by_key(index, bare)
    if found:
        return _certain(index, found[:n], How.ID)
    address = _ADDRESS.search(bare)
    domain = web_domain(address[0]) if address else None
    domain = None if domain is None or is_shared_domain(domain) else domain
    name = (
        bare
        if address is None or domain is None
        else (bare[: address.start()] + bare[address.end() :]).strip(" <>()[],;")
    )
    holders = _places(index.names.by_domain, domain) if domain else []
    if holders and not name:
        return _certain(index, holders[:n], How.DOMAIN)
    asked = name or site_letters(domain or "")
    answer = index.matcher.top(asked, domain=domain or "", n=n)
    return Resolved(tuple(_named(index.matcher, asked, one, domain) for one in answer.candidates), answer.gap)


def _by_key(index: TargetIndex, text: str) -> list[int]:
    slug = linkedin_company_slug(text) if "linkedin." in text else None
    if slug:
        return _places(index.by_slug, slug)
    looks = ":" in text or _BARE_ID.fullmatch(text)
    keys = [key for key in _asked_keys(text) if index.by_id.count(key)] if looks else []
    return _places(index.by_id, keys[0]) if keys else []


def _places(held: Postings, key: str) -> list[int]:
    return [int(place) for place in held.of(key)]


def _id_keys(id_: str) -> tuple[str, ...]:
    """Return an id in its one spelling and its bare number; Salesforce's long form as the short one."""
    whole = system_id(id_)
    number = whole.rpartition(":")[2]
    short = number[:_SALESFORCE_SHORT] if len(number) == _SALESFORCE_LONG else number
    system, _, rest = whole.partition(":")
    kind = rest.split(":")[1:2]
    anywhere = (f"{system}:-:{kind[0]}:{number}",) if kind else ()
    return (whole, *anywhere, short) if rest else (short,)


def _asked_keys(text: str) -> tuple[str, ...]:
    """Return the keys of an id that somebody asks for.

    A number out of another system's reference names nothing by itself: a deal may bear a company's number. Only
    Salesforce's numbers are one of a kind.
    """
    keys = _id_keys(text)
    return keys if len(keys) == 1 or keys[0].startswith(_SALESFORCE) else keys[:-1]


def _companies(stored: Iterable[StoredRecord]) -> list[Company]:
    return [one.record for one in stored if isinstance(one.record, Company)]


def _certain(index: TargetIndex, places: list[int], how: How) -> Resolved:
    alone = len(places) == 1
    chance = _CERTAIN if alone else _SHARED
    band = Band.AUTO if alone else Band.REVIEW
    matches = tuple(Match(index.targets[place].entry, how, chance, band) for place in places)
    return Resolved(matches, _CERTAIN_GAP if alone else 0.0)


def _named(matcher: Matcher, asked: str, candidate: Candidate, domain: str | None) -> Match:
    how = How.DOMAIN if domain is not None and domain in candidate.entry.domains else How.NAME
    reasons = in_words(matcher, asked, candidate)
    return Match(candidate.entry, how, candidate.probability, candidate.band, candidate, reasons)


def _target(entity: EntityId, records: list[Company]) -> Target:
    domains = tuple(dict.fromkeys(domain for record in records for domain in own_domains(record.domains)))
    told = [name for name, _ in Counter(record.name for record in records).most_common()]
    every = [id_ for record in records for id_ in record.ids]
    # Some lists know a company by its web address or its id alone; that is no name of its.
    names = [name for name in told if web_domain(name) not in domains and not is_bare_id(name, every)] or told
    countries = [record.country for record in records if record.country]
    pages = (linkedin_company_slug(record.linkedin) for record in records if record.linkedin)
    entry = Entry(
        key=entity,
        name=names[0],
        aliases=tuple(names[1:]),
        country=countries[0] if countries else "",
        domains=domains,
    )
    ids = dict.fromkeys(system_id(id_) for record in records for id_ in record.ids if id_.strip())
    return Target(entry, tuple(ids), tuple(dict.fromkeys(page for page in pages if page)))

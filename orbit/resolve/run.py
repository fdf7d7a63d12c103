"""Resolving a workspace: records in, judgements and entities out, as a pure function of records and reviews.

The rules are asked anew each time: what they no longer say is revoked, so that facts arriving in any order
end in the same entities.
"""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from orbit.errors import StoreBusy
from orbit.model import EntityKind, RecordKey, Revision
from orbit.policy import MatchingPolicy
from orbit.resolve.cluster import clusters
from orbit.resolve.companies import rule_on_companies
from orbit.resolve.counted import Counted
from orbit.resolve.matching import Matching, matching_in
from orbit.resolve.newcomers.changes import accounts_in, undone_in
from orbit.resolve.newcomers.everybody import Matched, everybody
from orbit.resolve.newcomers.kept import Memory, Moment
from orbit.resolve.newcomers.match import match_newcomers
from orbit.resolve.people import rule_on_people
from orbit.resolve.reading import read_companies, read_people, workplaces
from orbit.resolve.ruling import REVIEWED, of_judgement
from orbit.resolve.writing import Draft, KindReport, draft_of_all, write
from orbit.store.base import Store

_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class ResolveReport:
    """What resolving a workspace came to."""

    people: KindReport
    companies: KindReport


def resolve(
    store: Store,
    *,
    at: datetime,
    policy: MatchingPolicy | None = None,
    memory: Memory | None = None,
    anew: bool = False,
) -> ResolveReport:
    """Decide which records are one person or company, and write judgements, entities and identifiers.

    Running it again without new records or reviews changes nothing. Without a policy, that which comes with Orbit
    counts. With a `memory` only what came or changed since the last time is looked at, and whom that reaches, as long
    as it is little beside all there is; `anew` looks at everybody all the same and counts again how often names occur.
    Raises StoreBusy when others keep writing.
    """
    run = _Run(store, at, matching_in(store, policy), memory)
    with _collector_paused():
        for _ in range(_ATTEMPTS):
            report = (None if anew else run.newcomers()) or run.everybody()
            if report is not None:
                return report
    raise StoreBusy("others keep writing to the workspace; resolve again when they are done")


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep Python from searching a million long-lived profiles for cycles again and again; that took half the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@dataclass(frozen=True, slots=True)
class _Run:
    """One matching of a store; the long part is done outside of the transaction, again if somebody wrote meanwhile."""

    store: Store
    at: datetime
    matching: Matching
    memory: Memory | None

    def newcomers(self) -> ResolveReport | None:
        """Match what came since the last time; None when everybody is to be matched, or somebody wrote meanwhile."""
        kept = None if self.memory is None else self.memory.open(self.matching.key, self.matching.model)
        if kept is None or self.memory is None or kept.counted.records < self.memory.least:
            return None
        revision = self.store.revision()
        found = match_newcomers(self.store, kept, self.matching)
        if found is None:
            return None
        report = self._written(revision, found.companies, found.people)
        if report is not None and found.kept.moment != replace(kept.moment, revision=self.store.revision()):
            moment = replace(found.kept.moment, revision=self.store.revision())
            self.memory.keep_since(replace(found.kept, moment=moment))
        return report

    def everybody(self) -> ResolveReport | None:
        """Match everybody; None when somebody wrote meanwhile."""
        revision = self.store.revision()
        accounts = accounts_in(self.store)
        matched = match_everybody(self.store, self.matching, accounts)
        report = self._written(revision, *drafts_of(self.store, matched))
        if report is not None and self.memory is not None:
            last_person, last_company = max(matched.people.seqs, default=0), max(matched.companies.seqs, default=0)
            moment = Moment(self.store.revision(), last_person, last_company, undone_in(self.store))
            self.memory.keep_all(everybody(matched, accounts, moment), self.matching.key)
        return report

    def _written(self, revision: Revision, companies: Draft, people: Draft) -> ResolveReport | None:
        with self.store.writing() as batch:
            if self.store.revision() != revision:
                return None
            told = write(batch, companies, self.at)
            return ResolveReport(companies=told, people=write(batch, people, self.at))


def match_everybody(
    store: Store, matching: Matching, accounts: Collection[RecordKey], counted: Counted | None = None
) -> Matched:
    """Match all records from the beginning; what is not told as `counted` is counted."""
    companies = read_companies(store)
    ruled = rule_on_companies(companies.profiles, accounts)
    reviews = store.judgements(EntityKind.COMPANY, rule=REVIEWED)
    firms = clusters(companies.keys, [*map(of_judgement, reviews), *ruled.rulings])
    places = workplaces(companies, firms, () if counted is None else counted.names)
    people = read_people(store, places)
    told = rule_on_people(people, matching, counted)
    if counted is None:
        told = told._replace(counted=replace(told.counted, names=frozenset(places.names)))
    return Matched(companies, firms, ruled, people, told)


def drafts_of(store: Store, matched: Matched) -> tuple[Draft, Draft]:
    """Return what is to be written of companies and of people."""
    companies, people = matched.ruled_companies, matched.ruled
    return (
        draft_of_all(store, EntityKind.COMPANY, matched.companies, companies.rulings, companies.dropped),
        draft_of_all(store, EntityKind.PERSON, matched.people, people.rulings, people.dropped),
    )

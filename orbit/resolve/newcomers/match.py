"""Matching what came to a workspace since it was last matched."""

from __future__ import annotations

from dataclasses import dataclass, replace

from orbit.resolve.counted import Tally
from orbit.resolve.matching import Matching
from orbit.resolve.newcomers.changes import changes_since
from orbit.resolve.newcomers.companies import match_new_companies
from orbit.resolve.newcomers.kept import Kept
from orbit.resolve.newcomers.people import match_new_people
from orbit.resolve.writing import Draft
from orbit.store.base import Store


@dataclass(frozen=True, slots=True)
class Newcomers:
    """What is to be written of those whom newcomers reach, and what is to be kept then."""

    companies: Draft
    people: Draft
    kept: Kept


def match_newcomers(store: Store, kept: Kept, matching: Matching) -> Newcomers | None:
    """Rule on new and changed records and whom they reach; None when everybody is to be ruled on."""
    changes = changes_since(store, kept)
    if changes is None:
        return None
    companies = match_new_companies(store, kept, changes)
    people = match_new_people(store, kept, changes, companies, matching)
    if people is None:
        return None
    moment = replace(
        kept.moment,
        last_person=max([kept.moment.last_person, *changes.people]),
        last_company=max([kept.moment.last_company, *changes.companies]),
    )
    accounts = Tally.among(map(str, changes.accounts))
    index = companies.index.flattened(1)
    now = Kept(kept.most, moment, people.index, index, people.standing, companies.firms, accounts, kept.counted)
    return Newcomers(companies.draft, people.draft, now)

"""What changed in a workspace since it was last matched, as far as matching looks at it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from orbit.model import AccountState, EntityId, EntityKind, RecordKey, Spell
from orbit.resolve.newcomers.firms import Firms
from orbit.resolve.newcomers.kept import Kept
from orbit.store.base import FactKind, Store

# So many records and facts may have changed for each person who may be looked at.
_FACTS = 4


@dataclass(frozen=True, slots=True)
class Changes:
    """The numbers of new records, of those that may say something else than before, and the accounts of today.

    Of companies that may say something else (`renamed`), those whose company is another one, or lost or gained records,
    because somebody decided so are `moved`; so are those they left.
    """

    people: frozenset[int]
    companies: frozenset[int]
    told: frozenset[int]
    renamed: frozenset[int]
    moved: frozenset[int]
    accounts: frozenset[RecordKey]


def changes_since(store: Store, kept: Kept) -> Changes | None:
    """Read what changed since a moment; None when so much did since everybody was matched that they should be again."""
    if undone_in(store) != kept.moment.undone:
        return None
    touched = store.touched(kept.moment.revision, most=_FACTS * kept.most)
    if touched is None:
        return None
    people, companies = (
        frozenset(stored.seq for stored in store.records(kind, after=after))
        for kind, after in (
            (EntityKind.PERSON, kept.moment.last_person),
            (EntityKind.COMPANY, kept.moment.last_company),
        )
    )
    # A record that facts named before it came has a number from then; it is found by being nobody's.
    if store.unresolved() != len(people) + len(companies):
        return None
    keys = {stored.fact.person for stored in touched.facts if isinstance(stored.fact, Spell)}
    told = {stored.seq for records in touched.people.values() for stored in records}
    told |= _numbers(store, keys)
    whose = {stored.seq: entity for entity, records in touched.companies.items() for stored in records}
    renamed = frozenset(whose) - companies
    moved = _regrouped(kept.firms, whose, companies)
    if len(people | told | set(kept.people.layers[-1].owner.tolist())) > kept.most:
        return None
    return Changes(people, companies, frozenset(told - people), renamed, moved, accounts_in(store))


def _regrouped(firms: Firms, whose: Mapping[int, EntityId], new: Collection[int]) -> frozenset[int]:
    """Return the known records of companies that are others than before, or consist of others; those left too."""
    now: dict[EntityId, set[int]] = {}
    for seq, entity in whose.items():
        if seq not in new:
            now.setdefault(entity, set()).add(seq)
    then: dict[int | None, set[int]] = {}
    for seq in firms.with_all_of({seq for seqs in now.values() for seq in seqs}):
        then.setdefault(firms.number(seq), set()).add(seq)
    moved: set[int] = set()
    for entity, seqs in now.items():
        mates = set().union(*(then[firms.number(seq)] for seq in seqs))
        if mates != seqs or any(firms.firm_of(seq) != entity for seq in seqs):
            moved |= mates
    return frozenset(moved)


def accounts_in(store: Store) -> frozenset[RecordKey]:
    """Return the records of companies of which the CRM tells a state."""
    facts = (stored.fact for stored in store.facts(FactKind.ACCOUNT_STATE))
    return frozenset(fact.company for fact in facts if isinstance(fact, AccountState))


def undone_in(store: Store) -> int:
    """Return how many imports were taken back."""
    return sum(log.undone_at is not None for log in store.imports())


def _numbers(store: Store, keys: Collection[RecordKey]) -> set[int]:
    """Return the numbers of records of people that are resolved; new ones are found by their number anyway."""
    entities = set(store.entities(EntityKind.PERSON, sorted(keys)).values())
    records = (stored for entity in entities for stored in store.records_of(entity))
    return {stored.seq for stored in records if stored.record.key in keys}

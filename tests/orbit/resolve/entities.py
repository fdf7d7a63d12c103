"""What resolution came to, free of numbers: which record keys are together."""

from __future__ import annotations

from orbit.model import EntityId, EntityKind, Item, Person, RecordKey, Spell
from orbit.resolve.run import ResolveReport, resolve
from orbit.store.base import Store, Verdict
from tests.factories import NOON, company, person, spell
from tests.storing import put

Together = set[frozenset[str]]


def resolved(store: Store, *items: Item) -> ResolveReport:
    """Take items in and resolve."""
    if items:
        put(store, *items)
    return resolve(store, at=NOON)


def entity_of(store: Store, kind: EntityKind = EntityKind.PERSON) -> dict[str, EntityId]:
    """The entity of each record, by the id of the record in its source."""
    ids = {number: key.id for key, number in store.numbers(kind).items()}
    return {ids[member.seq]: member.entity for member in store.members(kind)}


def together(store: Store, kind: EntityKind = EntityKind.PERSON) -> Together:
    """The sets of record ids that are one entity."""
    found: dict[EntityId, set[str]] = {}
    for record, entity in entity_of(store, kind).items():
        found.setdefault(entity, set()).add(record)
    return {frozenset(records) for records in found.values()}


def are_one(store: Store, left: str, right: str, kind: EntityKind = EntityKind.PERSON) -> bool:
    """Say whether two records are one entity."""
    entities = entity_of(store, kind)
    return entities[left] == entities[right]


def verdicts(store: Store, kind: EntityKind = EntityKind.PERSON) -> set[tuple[str, str, Verdict]]:
    """What stands of two records, by their ids."""
    return {(one.left.id, one.right.id, one.verdict) for one in store.judgements(kind)}


def employed(  # noqa: PLR0913 - a maker has one keyword for each field
    id_: str,
    name: str,
    title: str | None = None,
    *,
    at: str = "Acme",
    source: str = "crm_champions",
    emails: tuple[str, ...] = (),
    linkedin: str | None = None,
    location: str | None = None,
    start: str | None = None,
) -> list[Item]:
    """Make a person with a company named in text and a spell there."""
    who: Person = person(
        RecordKey(source, id_), name, emails=emails, linkedin=linkedin, title=title, company=at, location=location
    )
    where = company(RecordKey(source, f"name/{at.casefold()}"), at)
    job: Spell = spell(who.key, where.key, title, start, seen_on=who.seen_on)
    return [who, where, job]

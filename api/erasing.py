"""Erasing a person: all records and facts go, a keyed trace stays that keeps later imports from bringing them back."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from api.importing import new_salt
from api.presenter.finding.lookup import find_person
from api.presenter.month.claims import forget_claims
from api.signin.users import last_admin
from api.workspace import Workspace
from ingest.intake.screening import SALT, person_hashes
from orbit.access import Role, User
from orbit.errors import UsageError
from orbit.model import EntityId, EntityKind, Person, RecordKey, Ref
from orbit.names.identifiers import email_address
from orbit.policy import MatchingPolicy
from orbit.resolve.run import resolve
from orbit.store.base import Store


def erase_person(workspace: Workspace, key: str, *, at: datetime) -> int:
    """Erase whom a key means; return how many records went. Derived files are deleted, the rest is matched anew.

    If they are a user, they are one no more; raises UsageError for the only admin.
    """
    scene = workspace.whole(at.date())
    entity = scene.view.snapshot.person_entity(find_person(workspace.store, scene, key, exact=True))
    erased = forget_entity(workspace, entity, at=at)
    settle_without(workspace, at=at)
    return erased


def check_erasable(store: Store, entity: EntityId) -> None:
    """Raise UsageError for the only admin."""
    _users_among(store, _people_of(store, entity))


def forget_entity(workspace: Workspace, entity: EntityId, *, at: datetime) -> int:
    """Delete all records and facts of a person in one transaction; return how many records went.

    What is derived still has to be settled without them. Raises UsageError for the only admin.
    """
    store = workspace.store
    people = _people_of(store, entity)
    users = _users_among(store, people)
    # Before the names are gone by which these lists are known: whoever stops us in between can begin again.
    _drop_rejects(workspace.settings.rejects, people)
    salt = store.meta(SALT) or new_salt()
    with store.writing() as batch:
        for user in users:
            batch.access.forget_user(user.id)
        batch.set_meta(SALT, salt)
        forget_claims(store, batch, _called(people))
        batch.suppress(sorted(_hashes(store, entity, salt)), at=at)
        return batch.erase(entity)


def settle_without(workspace: Workspace, *, at: datetime) -> None:
    """Delete what was derived while somebody was still there, and match the rest anew; doing it twice is harmless."""
    shutil.rmtree(workspace.settings.derived, ignore_errors=True)
    workspace.match(at=at, anew=True)
    shutil.rmtree(workspace.settings.derived, ignore_errors=True)


def _people_of(store: Store, entity: EntityId) -> list[Person]:
    return [stored.record for stored in store.records_of(entity) if isinstance(stored.record, Person)]


def _called(people: Sequence[Person]) -> frozenset[str]:
    return frozenset(text.casefold() for person in people for text in (person.name, *person.emails) if text)


def _users_among(store: Store, people: Sequence[Person]) -> list[User]:
    addresses = {email_address(email) for person in people for email in person.emails}
    users = [user for user in store.users() if user.email in addresses]
    if any(user.role is Role.ADMIN and last_admin(store, user) for user in users):
        raise UsageError("This person is the only admin of this workspace: make somebody else an admin first.")
    return users


def _drop_rejects(folder: Path, people: Sequence[Person]) -> None:
    """Delete lists of rejected rows that name the person: they hold rows as they stood in the files."""
    told = {text.casefold() for person in people for text in (person.name, *person.emails, person.linkedin) if text}
    for file in folder.glob("*.csv"):
        content = file.read_text(encoding="utf-8").casefold()
        if any(text in content for text in told):
            file.unlink()


def erase_again(store: Store, salt: str, hashes: Sequence[str], *, policy: MatchingPolicy, at: datetime) -> int:
    """Erase from a restored store whoever was erased since it was saved; return how many people that were.

    `salt` and `hashes` are those of the store that was replaced.
    """
    gone = set(hashes)
    entities = dict.fromkeys(member.entity for member in store.members(EntityKind.PERSON))
    returned = [entity for entity in entities if _hashes(store, entity, salt) & gone]
    with store.writing() as batch:
        batch.set_meta(SALT, salt)
        batch.suppress(sorted(gone), at=at)
        for entity in returned:
            batch.erase(entity)
        for user in store.users():
            if _hash_of(user, salt) in gone:
                batch.access.forget_user(user.id)
    if returned:
        resolve(store, at=at, policy=policy)
    return len(returned)


def _hashes(store: Store, entity: EntityId, salt: str) -> set[str]:
    people = _people_of(store, entity)
    companies = {person.company for person in people if person.company}
    return {hashed for person in people for hashed in person_hashes(person, companies, salt)}


def _hash_of(user: User, salt: str) -> str:
    """The hash by which a user would be known as somebody who was erased."""
    key = RecordKey("user", user.id)
    [hashed] = person_hashes(
        Person(key, user.name, Ref("user", "", None), user.created_at.date(), (user.email,)), (), salt
    )
    return hashed

"""What others see of somebody's own uploads: what is set, and setting it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from api.presenter.forms import Json
from api.workspace import Workspace
from orbit.errors import UsageError
from orbit.model import EntityId, EntityKind, Level, RecordKey, Ref, Sharing
from orbit.names import email_address
from orbit.policy.sharing import SharingPolicy
from orbit.sharing import level_of, said_of
from orbit.store.base import Identifier, ImportLog, Store
from orbit.store.identity import key_text
from orbit.uploads import PERSONAL, is_owner, owner_email, owner_record, stricter

_SOURCE = "sharing"


@dataclass(frozen=True, slots=True)
class Wanted:
    """How much is to be shared of whose uploads, and who says so; `only_less`: not more than now."""

    email: str
    level: Level
    by: str
    only_less: bool = False


def viewer_of(store: Store, key: str) -> EntityId | None:
    """Who somebody is, by the address of their upload, an address of theirs, or their id; None for nobody we know."""
    address = email_address(key) if "@" in key else None
    if address is None:
        return store.canonical(EntityId(key))
    found = store.entities(EntityKind.PERSON, _records(address))
    people = list(dict.fromkeys(found.values())) or store.find(Identifier("email", address))
    return people[0] if len(people) == 1 else None


def sharing_answer(workspace: Workspace, viewer: EntityId | None) -> Json:
    """What is shared of the uploads of one person, one entry each; of nobody, none."""
    owners = [] if viewer is None else _owned(workspace.store, viewer)
    return {"uploads": _forms(workspace.store, owners, workspace.policy.sharing)}


def set_sharing(workspace: Workspace, wanted: Wanted, *, at: datetime) -> Json:
    """Keep how much somebody shares of their uploads, those to come too; the latest word counts.

    Raises UsageError for what is no address, and where more would be shown though only less may be.
    """
    store, policy = workspace.store, workspace.policy.sharing
    address = email_address(wanted.email)
    if address is None:
        raise UsageError(f"{wanted.email!r} is no e-mail address. Name the colleague whose upload it is by e-mail.")
    person = viewer_of(store, address)
    owners = sorted({*_records(address), *(_owned(store, person) if person else ())}, key=key_text)
    if wanted.only_less:
        _check(store, owners, wanted.level, policy)
    _keep(store, owners, wanted, at)
    return {"uploads": _forms(store, owners, policy)}


def _records(address: str) -> list[RecordKey]:
    return [owner_record(source, address) for source in sorted(PERSONAL)]


def _owned(store: Store, person: EntityId) -> list[RecordKey]:
    return [stored.record.key for stored in store.records_of(person) if is_owner(stored.record.key)]


def _check(store: Store, owners: Iterable[RecordKey], level: Level, policy: SharingPolicy) -> None:
    said = said_of(store)
    for owner in owners:
        now = level_of(owner, said.get(owner), policy)
        if stricter(level, now) is not level:
            raise UsageError(
                f"Of the upload of {owner_email(owner)}, {now.value} is shared, and only they can share more of it."
                f" You may set it to what shows less: {', '.join(_less(now)) or 'nothing does'}."
            )


def _less(level: Level) -> list[str]:
    return [one.value for one in Level if one is not level and stricter(one, level) is one]


def _keep(store: Store, owners: Iterable[RecordKey], wanted: Wanted, at: datetime) -> None:
    on = at.date()
    with store.writing() as batch:
        for owner in owners:
            # One file a day for each upload: of two words on one day, the later version of it holds.
            file = f"{on.isoformat()} {owner}"
            digest = hashlib.sha256(repr((key_text(owner), wanted.level, wanted.by, at)).encode()).hexdigest()
            number = batch.begin_import(ImportLog(0, _SOURCE, file, digest, on, at, 1, ()))
            batch.put([Sharing(owner, wanted.level, on, Ref(_SOURCE, file))], import_id=number)
            batch.end_import(number, rows=1, outcomes={})


def _forms(store: Store, owners: Iterable[RecordKey], policy: SharingPolicy) -> list[Json]:
    said = said_of(store)
    return [
        {
            "source": owner.source,
            "email": owner_email(owner),
            "level": level_of(owner, said.get(owner), policy).value,
            "said": said[owner].value if owner in said else None,
            "most": policy.limits.get(owner.source, Level.FULL).value,
        }
        for owner in owners
    ]

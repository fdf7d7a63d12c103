"""Looking a workspace over, copying it and bringing a copy back."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from api.erasing import erase_again
from api.signin.restoring import ShutOut, keep_out, shut_out
from api.workspace import Workspace, read_policy
from ingest.intake.screening import SALT
from orbit.errors import StoreError, UsageError
from orbit.model import EntityId, EntityKind
from orbit.policy import MatchingPolicy
from orbit.resolve.linkage.bands import alarming
from orbit.settings import Settings
from orbit.store.base import FactKind, Store
from orbit.store.open import open_store


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: whether it is fine, and what was seen or should be done."""

    fine: bool
    text: str


def checkup(workspace: Workspace) -> list[Finding]:
    """Look at the store, the imports, the resolution and what answers need."""
    store = workspace.store
    damage = store.check()
    findings = [Finding(fine=False, text=text) for text in damage] or [Finding(fine=True, text="The store is sound.")]
    imports = store.imports()
    findings.append(Finding(bool(imports), f"{len(imports)} files imported." if imports else _NO_IMPORTS))
    waiting = store.unresolved()
    findings.append(
        Finding(waiting == 0, f"{waiting} records wait to be matched; any import does it." if waiting else _MATCHED)
    )
    accounts = any(True for _ in store.facts(FactKind.ACCOUNT_STATE))
    findings.append(Finding(accounts, "Accounts are known." if accounts else _NO_ACCOUNTS))
    people = sum(1 for _ in store.members(EntityKind.PERSON))
    findings.append(Finding(people > 0, f"{people:,} records of people."))
    findings += list(_crowded(store)) or [Finding(fine=True, text="Nobody is made of implausibly many records.")]
    salted = store.meta(SALT) is not None
    findings.append(Finding(salted, "Erased people stay erased." if salted else _NO_SALT))
    return findings


def _crowded(store: Store) -> Iterator[Finding]:
    """Yield the people and companies of more records than one plausibly has: perhaps several were put together."""
    for kind in EntityKind:
        entities, code = np.unique([member.entity for member in store.members(kind)], return_inverse=True)
        for entity in entities[alarming(code)][:_MOST_CROWDED].tolist():
            records = [stored.record.key for stored in store.records_of(EntityId(entity))]
            look = f"orbit export {entity}; " if kind is EntityKind.PERSON else ""
            ends = " ".join(shlex.quote(str(key)) for key in (records[0], records[-1]))
            text = f"{entity} is made of {len(records)} records; look at it: {look}orbit review why {ends}"
            yield Finding(fine=False, text=text)


_MOST_CROWDED = 10
_NO_IMPORTS = "Nothing imported yet: orbit sources shows what can be."
_MATCHED = "Every record is matched to a person or company."
_NO_ACCOUNTS = "No accounts yet: import a CRM export with orbit ingest crm_accounts FILE."
_NO_SALT = "The workspace was not made by orbit init: run it once, so that erased people stay erased."


def back_up(workspace: Workspace, target: Path) -> int:
    """Copy the store to a new file; return its size in bytes. Raises UsageError when the file is there already."""
    if target.exists():
        raise UsageError(f"{target} is there already; name a new file.")
    workspace.store.backup(str(target))
    return target.stat().st_size


def bring_back(settings: Settings, saved: Path) -> Path | None:
    """Put a backup in the store's place after checking it; return where the former store is kept, if there was one.

    Whoever was erased since the backup was made is erased in it first; whoever was shut out stays outside, and
    everybody has to sign in again.
    """
    if "://" in settings.store:
        raise UsageError(
            f"Only a store that is a file can be restored. Copy the backup into an empty database instead: "
            f"orbit copy --from {saved} --to ADDRESS. Whoever was erased since the backup would come back with it: "
            "docs/moving-stores.md says how to leave them out."
        )
    if not saved.is_file():
        raise UsageError(f"There is no file {saved}.")
    _check_backup(saved)
    place = Path(settings.store)
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    salt, hashes, shut = _since(place)
    draft = place.with_name(f"{place.name}.restoring")
    shutil.copyfile(saved, draft)
    draft.chmod(0o600)
    _erase_in(draft, salt, hashes, read_policy(settings).matching)
    with closing(open_store(draft)) as store:
        keep_out(store, shut, at=datetime.now(UTC))
    kept = _set_aside(place) if place.exists() else None
    draft.replace(place)
    shutil.rmtree(settings.derived, ignore_errors=True)
    return kept


def _since(place: Path) -> tuple[str | None, list[str], ShutOut]:
    """Who was erased from the store that is about to be replaced, and who was shut out of it."""
    if not place.exists():
        return None, [], ShutOut()
    with closing(open_store(place)) as store:
        return store.meta(SALT), store.suppressions(), shut_out(store)


def _erase_in(draft: Path, salt: str | None, hashes: Sequence[str], policy: MatchingPolicy) -> None:
    """Nobody who was erased comes back with a backup: they are erased in it before it takes the store's place."""
    if salt is None or not hashes:
        return
    with closing(open_store(draft)) as store:
        erase_again(store, salt, hashes, policy=policy, at=datetime.now(UTC))


def _check_backup(saved: Path) -> None:
    with closing(open_store(saved)) as store:
        damage = store.check()
    if damage:
        raise StoreError(f"{saved} is damaged and was not restored: {damage[0]}")


def _set_aside(place: Path) -> Path:
    """Fold the log into the file, then rename it, so that no part of it is left behind."""
    open_store(place).close()
    kept = place.with_name(f"{place.name}.{datetime.now(UTC):%Y%m%dT%H%M%SZ}")
    place.rename(kept)
    for rest in ("-wal", "-shm"):
        place.with_name(place.name + rest).unlink(missing_ok=True)
    return kept

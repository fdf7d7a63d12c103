"""What reps say that they asked: logged with author and day, and shown beside what the log of asks holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from api.presenter.forms import Json
from api.presenter.paths.warm import Asker
from api.presenter.week.reps import find_rep
from api.workspace import Scene
from orbit.asks.month.claims import Claim, Claims, read_claims, with_claim, without, write_claims
from orbit.asks.month.months import Month
from orbit.errors import UsageError
from orbit.store.base import Batch, Store

_KEPT = "claims"


@dataclass(frozen=True, slots=True)
class Claiming:
    """Which rep (an e-mail) says to have made how many asks in a month (that of the day where it is None)."""

    rep: str
    count: int
    month: str | None = None


def claims_on_file(store: Store) -> Claims:
    """Everything that was claimed."""
    return read_claims(store.meta(_KEPT))


def claims_digest(store: Store) -> str:
    """A name for what was claimed until now: it changes with every claim."""
    kept = store.meta(_KEPT)
    return sha256(kept.encode()).hexdigest()[:16] if kept else ""


def log_claim(store: Store, scene: Scene, told: Claiming, *, by: str, at: datetime) -> Json:
    """Keep a claim; raises NotFound for a rep who is none, UsageError for a month that has not begun."""
    asker, month = find_rep(scene, told.rep), Month.read(told.month) if told.month else Month.of(scene.as_of)
    if month > Month.of(scene.as_of):
        raise UsageError(f"{month} has not begun: nobody has asked in it yet")
    claim = Claim(asker.requester.email, month, told.count, by, at)
    with store.writing() as batch:
        # Only one writes at a time: whatever is read here stays until this is written.
        batch.set_meta(_KEPT, write_claims(with_claim(claims_on_file(store), claim)))
    return _form(scene, asker, claim)


def forget_claims(store: Store, batch: Batch, names: frozenset[str]) -> None:
    """Leave out what an erased person claimed, or wrote down for others; `names` are theirs, in lower case."""
    claims = claims_on_file(store)
    kept = without(claims, names)
    if len(kept) < len(claims):
        batch.set_meta(_KEPT, write_claims(kept))


def _form(scene: Scene, asker: Asker, claim: Claim) -> Json:
    return {
        "rep": {
            "id": asker.requester.entity,
            "name": scene.view.snapshot.name_of_person(asker.number),
            "email": claim.rep,
        },
        "month": str(claim.month),
        "claimed": claim.count,
        "by": claim.by,
        "at": claim.at.isoformat().replace("+00:00", "Z"),
    }

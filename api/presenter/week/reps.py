"""In whose name we ask: the reps who own accounts, and how the gate sees them."""

from __future__ import annotations

from collections.abc import Sequence

from api.presenter.finding.lookup import find_person
from api.presenter.forms import Json
from api.presenter.paths.warm import Asker
from api.workspace import Scene
from orbit.asks.gate.verdict import Mode, Requester
from orbit.errors import NotFound
from orbit.graph.search_keys import person_spelling
from orbit.model import AccountKind, EntityId
from orbit.store.base import Store

_RANK = {Mode.AE: 0, Mode.CSM: 1, Mode.SDR: 2}


def all_reps(scene: Scene) -> Sequence[Asker]:
    """Everybody who owns a target account, by e-mail."""
    return scene.once("reps", _all_reps)


def _all_reps(scene: Scene) -> tuple[Asker, ...]:
    accounts = (
        scene.book.account(company, scene.as_of) for company in scene.book.accounts(scene.as_of, AccountKind.TARGET)
    )
    emails = sorted({account.owner.casefold() for account in accounts if account is not None and account.owner})
    askers = (_asker(scene, email, Mode.AE) for email in emails)
    return tuple(asker for asker in askers if asker is not None)


def reps_answer(scene: Scene) -> Json:
    """Everybody who owns a target account, by e-mail."""
    snapshot = scene.view.snapshot
    reps = all_reps(scene)
    return {"items": [{"email": rep.requester.email, "name": snapshot.name_of_person(rep.number)} for rep in reps]}


def find_rep(scene: Scene, email: str) -> Asker:
    """The rep of an e-mail, or of a name that is theirs alone; raises NotFound naming the reps there are."""
    asker = _asker(scene, email.strip().casefold(), mode_of(scene, email)) or _called(scene, email)
    if asker is None:
        nearest = [rep.requester.email for rep in all_reps(scene)]
        raise NotFound(
            f"No rep has the e-mail {email!r}. Reps own accounts or are named in the CRM files.", nearest[:3]
        )
    return asker


def find_asker(store: Store, scene: Scene, key: str) -> Asker:
    """The colleague that a key means, as requester."""
    if "@" in key:
        return find_rep(scene, key)
    number = find_person(store, scene, key)
    return Asker(number, requester_of(scene, scene.view.snapshot.person_entity(number)))


def requester_of(scene: Scene, entity: EntityId | None) -> Requester:
    """How the gate sees a colleague; one who was erased, or has no e-mail on file, owns nothing."""
    email = next((email for email, person in scene.book.team.items() if person == entity), "")
    return Requester(entity or EntityId(""), email, mode_of(scene, email))


def owner_of(scene: Scene, account: int) -> Asker | None:
    """The owner of an account as requester; None where nobody owns it."""
    known = scene.book.account(scene.view.snapshot.company_entity(account), scene.as_of)
    return _asker(scene, known.owner.casefold(), Mode.AE) if known and known.owner else None


def mode_of(scene: Scene, email: str) -> Mode:
    """As what somebody asks: owner of accounts as AE, else as CSM or SDR where accounts name them so."""
    return scene.once("modes", _modes).get(email.strip().casefold(), Mode.AE)


def _modes(scene: Scene) -> dict[str, Mode]:
    views = [scene.book.account(company, scene.as_of) for company in scene.book.accounts(scene.as_of)]
    modes: dict[str, Mode] = {}
    for view in (view for view in views if view is not None):
        for email, mode in ((view.sdr, Mode.SDR), (view.csm, Mode.CSM), (view.owner, Mode.AE)):
            known = modes.get((email or "").casefold())
            if email and (known is None or _RANK[mode] < _RANK[known]):
                modes[email.casefold()] = mode
    return modes


def _asker(scene: Scene, email: str, mode: Mode) -> Asker | None:
    entity: EntityId | None = scene.book.team.get(email)
    number = scene.view.snapshot.person(entity) if entity else None
    if entity is None or number is None:
        return None
    return Asker(number, Requester(entity, email, mode))


def _called(scene: Scene, name: str) -> Asker | None:
    """The one colleague of that name."""
    wanted, snapshot = person_spelling(name), scene.view.snapshot
    numbers = {email: snapshot.person(person) for email, person in scene.book.team.items()}
    named = [
        email
        for email, number in numbers.items()
        if wanted and number is not None and person_spelling(snapshot.name_of_person(number)) == wanted
    ]
    several = {numbers[email] for email in named}
    return _asker(scene, named[0], mode_of(scene, named[0])) if len(several) == 1 else None


def same_rep(one: Asker, other: Asker) -> bool:
    """Say whether two askers are one colleague."""
    return one.number == other.number

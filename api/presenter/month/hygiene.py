"""What a rep's data lacks, so that there are fewer names to ask for than there could be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from api.presenter.forms import Json, heat_of
from api.presenter.paths.paths import search_at
from api.presenter.paths.warm import Asker
from api.workspace import Scene
from orbit.asks.gate.champions import Candidate, ChampionSearch, candidates
from orbit.asks.log.due import Task
from orbit.asks.month.session import Flag, FlagKind, flag
from orbit.asks.terms import Mode
from orbit.book import AccountView
from orbit.graph.targets import who_fits
from orbit.model import AccountKind, EntityId

_Owned = Mapping[str, Sequence[AccountView]]


def flags_of(scene: Scene, asker: Asker, shortfall: str | None, tasks: Iterable[Task]) -> list[Json]:
    """What to mend for a rep, that which keeps names from the list first."""
    made = (
        Flag(FlagKind.FEW_NAMES, shortfall, 1) if shortfall else None,
        *_about_targets(scene, asker),
        *_about_customers(scene, asker),
        _overdue(scene, tasks),
    )
    return [_form(each) for each in made if each is not None]


def _about_targets(scene: Scene, asker: Asker) -> Iterator[Flag | None]:
    policy, snapshot = scene.policy.session, scene.view.snapshot
    numbers = [snapshot.company(view.company) for view in _owned(scene, asker, AccountKind.TARGET)]
    known = [number for number in numbers if number is not None]
    quiet = [snapshot.name_of_company(number) for number in known if heat_of(scene, number).value <= 0]
    empty = [snapshot.name_of_company(number) for number in known if not _people_at(scene, number)]
    of = f"of {len(known):,} target accounts"
    quiet_text = f"{len(quiet):,} {of} show no fresh signal: import signals."
    yield flag(FlagKind.NO_SIGNAL, quiet_text, quiet, policy)
    yield flag(FlagKind.NO_CONTACT, f"At {len(empty):,} {of} nobody is known: import contacts.", empty, policy)


def _about_customers(scene: Scene, asker: Asker) -> Iterator[Flag | None]:
    policy, customers = scene.policy.session, _owned(scene, asker, AccountKind.CUSTOMER)
    rows = candidates(asker.requester, scene.book, scene.as_of, scene.policy, ChampionSearch(scene.history))
    seats = {row.champion.company: row for row in rows}
    bare = [_name(scene, view.company) for view in customers if view.company not in seats]
    of = f"of {len(customers):,} customers"
    yield flag(FlagKind.NO_CHAMPION, f"{len(bare):,} {of} have no champion on file.", bare, policy)
    gaps = [_layers(scene, row) for row in seats.values() if row.missing_layers]
    where = "one customer" if len(gaps) == 1 else f"{len(gaps):,} customers"
    text = f"At {where} we do not know all three: economic buyer, power user, executive sponsor."
    yield flag(FlagKind.MISSING_LAYER, text, gaps, policy)


def _layers(scene: Scene, row: Candidate) -> str:
    missing = ", ".join(layer.value.replace("_", " ") for layer in row.missing_layers)
    return f"{_name(scene, row.champion.company)}: no {missing}"


def _overdue(scene: Scene, tasks: Iterable[Task]) -> Flag | None:
    late = [task for task in tasks if task.is_overdue(scene.as_of)]
    return Flag(FlagKind.OVERDUE, f"{len(late):,} of the commitments are overdue.", len(late)) if late else None


def _people_at(scene: Scene, company: int) -> bool:
    view = scene.view
    return len(who_fits(view.snapshot, view.places, view.staff, search_at(scene, company))[0]) > 0


def _owned(scene: Scene, asker: Asker, kind: AccountKind) -> Sequence[AccountView]:
    """The accounts of a kind that name the rep in the job in which they ask."""
    owned: Mapping[Mode, _Owned] = scene.once(f"owned {kind.value}", lambda of: _by_rep(of, kind))
    mode = asker.requester.mode if kind is AccountKind.CUSTOMER else Mode.AE
    return owned[mode].get(asker.requester.email.strip().casefold(), ())


def _by_rep(scene: Scene, kind: AccountKind) -> dict[Mode, dict[str, list[AccountView]]]:
    found: dict[Mode, dict[str, list[AccountView]]] = {mode: defaultdict(list) for mode in Mode}
    views = (scene.book.account(company, scene.as_of) for company in scene.book.accounts(scene.as_of, kind))
    for view in (view for view in views if view is not None):
        for mode, email in ((Mode.AE, view.owner), (Mode.CSM, view.csm), (Mode.SDR, view.sdr)):
            if email:
                found[mode][email.strip().casefold()].append(view)
    return found


def _name(scene: Scene, company: EntityId) -> str:
    number = scene.view.snapshot.company(company)
    return "an unknown company" if number is None else scene.view.snapshot.name_of_company(number)


def _form(of: Flag) -> Json:
    return {"kind": of.kind.value, "text": of.text, "count": of.count, "names": list(of.names)}

"""Who can reach this account? The answer, ranked and explained, or what would make one possible."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from api.presenter.forms import Json, account_form, read_refs, signals_form
from api.presenter.gaps import no_path_form
from api.presenter.packets import packet_form, packet_of
from api.presenter.warm import Asker, WarmPath, path_form, warm_paths
from api.workspace import Scene
from orbit.errors import UsageError
from orbit.graph.ranking import Choice
from orbit.graph.targets import TargetSearch
from orbit.signals import heat
from orbit.store.base import Store

MOST_PATHS = 100


@dataclass(frozen=True, slots=True)
class PathsRequest:
    """Which paths into an account are wanted, in whose name, seen from which day."""

    requester: str | None
    title: str | None
    limit: int
    as_of: date

    def __post_init__(self) -> None:
        if not 1 <= self.limit <= MOST_PATHS:
            raise UsageError(f"limit must be 1 to {MOST_PATHS}, got {self.limit}")


def search_at(scene: Scene, account: int, title: str | None = None) -> TargetSearch:
    """What is looked for at an account: its people today, by its signals' heat, perhaps of one title."""
    company = scene.view.snapshot.company_entity(account)
    warmth = heat(scene.book.signals(company, scene.as_of), scene.as_of, scene.policy.signals)
    return TargetSearch(account, scene.as_of.toordinal(), warmth.value, title)


def best_paths(scene: Scene, search: TargetSearch, asker: Asker | None, limit: int) -> list[WarmPath]:
    """The best paths to people at an account, best first."""
    myself = None if asker is None else asker.number
    [found] = scene.ranker.best([(search, Choice(limit, requester=myself))])
    return sorted(warm_paths(scene, [(one, search) for one in found.ways], asker), key=lambda path: path.rank)


def paths_answer(store: Store, scene: Scene, account: int, asker: Asker | None, request: PathsRequest) -> Json:
    """The designed JSON of `orbit paths` and `GET /v1/accounts/{key}/paths`."""
    search = search_at(scene, account, request.title)
    paths = best_paths(scene, search, asker, request.limit)
    refs = read_refs(store, (fact for path in paths for fact in path.facts))
    snapshot = scene.view.snapshot
    name = None if asker is None else snapshot.name_of_person(asker.number)
    return {
        "account": account_form(scene, account),
        "as_of": scene.as_of.isoformat(),
        "revision": scene.revision,
        "requester": None if asker is None else {"id": snapshot.person_entity(asker.number), "name": name},
        "signals": signals_form(scene, account),
        "paths": [
            path_form(scene, path, asker, refs) | {"packet": packet_form(packet_of(scene, path, account, asker))}
            for path in paths
        ],
        "no_path": None if paths else no_path_form(scene, search),
    }

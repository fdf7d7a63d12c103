"""Who can reach this account? The answer, ranked and explained, or what would make one possible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from api.presenter.forms import Json, account_form, read_refs, signals_form
from api.presenter.packets.packets import packet_form, packet_of
from api.presenter.paths.asked import PathsRequest, Question, search_at
from api.presenter.paths.changes import changes_form
from api.presenter.paths.gaps import no_path_form
from api.presenter.paths.warm import Asker, WarmPath, path_form, warm_paths
from api.presenter.paths.why import why_form
from api.presenter.sharing.counting import colleagues_who_know
from api.presenter.sharing.masking import is_masked, masked_form
from api.workspace import Scene
from orbit.graph.paths import Candidate
from orbit.graph.ranking import Choice
from orbit.graph.targets import TargetSearch, who_fits
from orbit.store.base import Store

__all__ = ["PathsRequest", "best_paths", "paths_answer", "search_at"]


@dataclass(frozen=True, slots=True)
class WaysIn:
    """The best paths, best first; `partial` when the search was stopped before it was sure of that."""

    paths: tuple[WarmPath, ...]
    partial: bool


def best_paths(scene: Scene, search: TargetSearch, asker: Asker | None, limit: int) -> list[WarmPath]:
    """The best paths to people at an account, best first."""
    choice = Choice(limit, requester=None if asker is None else asker.number)
    [found] = scene.ranker.best([(search, choice)])
    return _explained(scene, found.ways, search, asker)


def _ways_in(scene: Scene, question: Question, search: TargetSearch) -> WaysIn:
    [found] = scene.ranker.best([(search, question.choice(scene))])
    towards = [one for one in found.ways if one.target == question.target]
    paths = _explained(scene, towards or found.ways, search, question.asker)
    return WaysIn(tuple(paths[: question.request.most]), found.partial)


def _explained(scene: Scene, found: Sequence[Candidate], search: TargetSearch, asker: Asker | None) -> list[WarmPath]:
    return sorted(warm_paths(scene, [(one, search) for one in found], asker), key=lambda path: path.rank)


def paths_answer(
    store: Store, scene: Scene, question: Question, before: Scene | None = None, named: Scene | None = None
) -> Json:
    """The designed JSON of `orbit paths` and `GET /v1/accounts/{key}/paths`; `before` is the day to compare with.

    `named`: the same scene without ways over people who are not to be named, where there are any.
    """
    account, asker, search = question.account, question.asker, question.search(scene)
    ways = _ways_in(scene, question, search)
    snapshot = scene.view.snapshot
    name = None if asker is None else snapshot.name_of_person(asker.number)
    answer = {
        "account": account_form(scene, account),
        "as_of": scene.as_of.isoformat(),
        "revision": scene.revision,
        "requester": None if asker is None else {"id": snapshot.person_entity(asker.number), "name": name},
        "signals": signals_form(scene, account),
        "paths": _path_forms(store, scene, question, search, ways),
        "partial": ways.partial,
        "targets": _targets_form(scene, search),
        "colleagues_who_know": colleagues_who_know(scene, account),
        "no_path": None if ways.paths else no_path_form(named or scene, question, search),
    }
    if before is None:
        return answer
    earlier = _ways_in(before, question, question.search(before))
    found = [path.found for path in (*ways.paths, *earlier.paths)]
    known = [one for one in found if not is_masked(scene, snapshot.person_entity(one.connector))]
    pairs = [(one.connector, one.target) for one in known]
    changes = changes_form(store, (before, scene), question, dict.fromkeys(pairs))
    return answer | {"changes": changes | {"partial": ways.partial or earlier.partial}}


def _path_forms(store: Store, scene: Scene, question: Question, search: TargetSearch, ways: WaysIn) -> list[Json]:
    account, asker = question.account, question.asker
    refs = read_refs(store, scene, (fact for path in ways.paths for fact in path.facts))
    forms = [
        path_form(scene, path, asker, refs) | {"packet": packet_form(packet_of(scene, path, account, asker))}
        for path in ways.paths
    ]
    if question.request.why:
        forms = [form | why_form(scene, path, search) for form, path in zip(forms, ways.paths, strict=True)]
    return [masked_form(scene, path, form) for form, path in zip(forms, ways.paths, strict=True)]


def _targets_form(scene: Scene, search: TargetSearch) -> Json:
    """How many people work there as far as known, how many of them were wanted, and how many were looked at."""
    view = scene.view
    known = int(view.staff.company_at[search.company + 1]) - int(view.staff.company_at[search.company])
    wanted = len(who_fits(view.snapshot, view.places, view.staff, search)[0]) if search.is_narrowed else known
    looked_at = min(wanted, scene.policy.search.targets_per_account)
    return {"known": known, "wanted": wanted, "looked_at": looked_at}

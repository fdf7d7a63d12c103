"""No verified path yet, and what would create one, in words."""

from __future__ import annotations

from api.presenter.forms import Json
from api.workspace import Scene
from orbit.graph.gaps import Gap, GapKind, find_gaps
from orbit.graph.targets import TargetSearch, find_targets
from orbit.model import Circle, EntityId


def no_path_form(scene: Scene, search: TargetSearch) -> Json:
    """Say why there is no path and what to do about it, the greatest gain first."""
    view = scene.view
    targets = find_targets(view.snapshot, view.places, view.staff, search, scene.policy)
    name = view.snapshot.name_of_company(search.company)
    team = [number for number in map(view.snapshot.person, _team(scene)) if number is not None]
    if not len(targets.person):
        reason = f"Nobody who works at {name} today is known."
    else:
        known = f"1 person at {name} is" if len(targets.person) == 1 else f"{len(targets.person)} people at {name} are"
        reason = f"{known} known, but none of our people is known to know them."
    gaps = find_gaps(view, targets, team=team)
    return {"reason": reason, "suggestions": [_words(scene, gap, name) for gap in gaps]}


def _team(scene: Scene) -> list[EntityId]:
    return [
        person
        for person, roles in scene.book.roles(scene.as_of).items()
        if any(role.circle == Circle.TEAM for role in roles)
    ]


def _words(scene: Scene, gap: Gap, account: str) -> str:
    if gap.person is None:
        return (
            f"Import contacts of {account}: a CRM export, or the LinkedIn export of a colleague who knows people there."
        )
    person = scene.view.snapshot.name_of_person(gap.person)
    if gap.kind == GapKind.EXPORT:
        return f"Import the LinkedIn export of {person}: theirs is missing."
    if gap.kind == GapKind.HISTORY or gap.target is None:
        return f"Ask {person} for their work history: no earlier job is known."
    target = scene.view.snapshot.name_of_person(gap.target)
    return f"Ask {person} whether they know {target}; a yes would make it a path of {gap.gain:.0%}."

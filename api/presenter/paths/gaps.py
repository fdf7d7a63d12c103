"""No verified path yet, and what would create one, in words and with the chance that each step adds."""

from __future__ import annotations

from dataclasses import replace

from api.presenter.forms import Json, person_form
from api.presenter.paths.asked import Question
from api.workspace import Scene
from orbit.graph.experience import Experience, Untold, find_untold, measure
from orbit.graph.gaps import Gap, GapKind, GapSearch, find_gaps
from orbit.graph.targets import TargetSearch, find_targets, who_fits
from orbit.model import Circle

_PRIOR = " (a prior: no data of your own yet)"
# Enough accounts to tell how it usually goes; of a long list every so many.
_MOST_ACCOUNTS = 300


def no_path_form(scene: Scene, question: Question, search: TargetSearch) -> Json:
    """Say why there is no path and what to do about it, step by step, each the one that then gains most."""
    view = scene.view
    targets = find_targets(view.snapshot, view.places, view.staff, search, scene.policy)
    wanted = GapSearch(search.company, targets, scene.once("untold", _untold), question.choice(scene).search)
    gaps = find_gaps(view, wanted, scene.once("experience", _experience))
    texts = [_words(scene, gap, search) for gap in gaps]
    return {
        "reason": _reason(scene, question, search),
        "suggestions": texts,
        "steps": [_step_form(scene, gap, text) for gap, text in zip(gaps, texts, strict=True)],
    }


def _step_form(scene: Scene, gap: Gap, text: str) -> Json:
    return {
        "kind": gap.kind.value,
        "gain": gap.gain,
        "chance": gap.chance,
        "score": gap.score,
        "person": None if gap.person is None else person_form(scene, gap.person),
        "target": None if gap.target is None else person_form(scene, gap.target),
        "basis": "measured" if gap.measured else "prior",
        "text": text,
    }


def _reason(scene: Scene, question: Question, search: TargetSearch) -> str:
    view = scene.view
    name = view.snapshot.name_of_company(search.company)
    everybody = replace(search, title=None, functions=frozenset(), seniorities=frozenset())
    known, fitting = (len(who_fits(view.snapshot, view.places, view.staff, one)[0]) for one in (everybody, search))
    if not known:
        return f"Nobody who works at {name} today is known."
    are = f"1 person at {name} is known" if known == 1 else f"{known:,} people at {name} are known"
    if not fitting:
        return f"{are}, but nobody among them fits what was asked for."
    if search.is_narrowed:
        are += f", {fitting:,} of them as asked for"
    ours = "none of our people who were asked for" if question.is_narrowed else "none of our people"
    well = " well enough" if question.request.min_strength else ""
    return f"{are}, but {ours} is known to know them{well}."


def _team(scene: Scene) -> list[int]:
    """Our colleagues, by person number."""
    people = (
        person
        for person, roles in scene.book.roles(scene.as_of).items()
        if any(role.circle == Circle.TEAM for role in roles)
    )
    return [number for number in map(scene.view.snapshot.person, people) if number is not None]


def _untold(scene: Scene) -> Untold:
    return find_untold(scene.view, scene.once("team", _team))


def _experience(scene: Scene) -> Experience:
    told = sorted(scene.book.contents.accounts)
    some = told[:: max(1, len(told) // _MOST_ACCOUNTS)]
    known = (company for company in some if scene.book.account(company, scene.as_of) is not None)
    numbers = (number for number in map(scene.view.snapshot.company, known) if number is not None)
    return measure(scene.view, team=scene.once("team", _team), accounts=list(numbers))


def _words(scene: Scene, gap: Gap, search: TargetSearch) -> str:
    account = scene.view.snapshot.name_of_company(search.company)
    basis = "" if gap.measured else _PRIOR
    if gap.person is None:
        what = "a CRM export, or the LinkedIn export of a colleague who knows people there"
        return f"Import contacts of {account}: {what}{basis}."
    person = scene.view.snapshot.name_of_person(gap.person)
    if gap.kind == GapKind.EXPORT:
        return f"Import the LinkedIn export of {person}: theirs is missing{_colleagues(gap, account)}{basis}."
    if gap.kind == GapKind.HISTORY or gap.target is None:
        return f"Ask {person} for their work history: no earlier job is known{basis}."
    target = scene.view.snapshot.name_of_person(gap.target)
    return f"Ask {person} whether they know {target}; a yes would make it a path of {gap.score or 0.0:.0%}."


def _colleagues(gap: Gap, account: str) -> str:
    if not gap.colleagues:
        return ""
    people = "1 person" if gap.colleagues == 1 else f"{gap.colleagues:,} people"
    return f", and {people} at {account} shared a company with them"

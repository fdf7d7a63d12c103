"""The policy tab: every value with its unit and origin; one value is tried, then saved."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from api.web.pages.settings.desk import SettleDep, show_tab
from orbit.errors import NotFound

router = APIRouter()
_SECTIONS = {
    "strength": "How well two people know each other",
    "reach": "Ways over somebody in between",
    "willing": "Who helps when asked",
    "reply": "Who answers",
    "search": "Which ways are shown",
    "gaps": "What is proposed where there is no way",
    "signals": "What makes an account hot",
    "gate": "Who may be asked, and when",
    "load": "How often somebody is asked",
    "champions": "Names suggested with a champion",
    "packet": "The words of an ask",
    "lint": "What is wrong with an ask",
    "plan": "The week's plan",
    "log": "What follows an ask",
    "learn": "What outcomes teach",
    "measure": "Numbers of a month",
    "session": "The monthly session",
    "matching": "Which records are one person",
    "intake": "Who is never stored",
    "sharing": "What others see of an upload",
}
# Words of keys that are written in capitals.
_CAPITALS = {word: word.upper() for word in ("arr", "c", "csat", "mb", "nps", "sdr", "usd", "vp")}
_CAPITALS |= {"linkedin": "LinkedIn", "tier1": "tier 1"}
# What stands in the place of a section: all of them, and what is changed in any.
_WIDER = {"all", "changed"}
Entry = dict[str, Any]
Name = Annotated[str, Path(pattern=r"^[a-z_]{1,40}\.[a-z0-9_]{1,60}$")]


@router.get("/policy")
def policy(
    desk: SettleDep,
    section: Annotated[str, Query(max_length=40)] = "",
    q: Annotated[str, Query(max_length=100)] = "",
    saved: Annotated[str, Query(max_length=110)] = "",
) -> Response:
    """Show all values in groups, those of one group in full, or those that a search finds."""
    answer = desk.make(desk.presenter.settling.policy)
    names = {one["name"]: one["entries"] for one in answer["sections"]}
    if section and section not in {*names, *_WIDER}:
        raise NotFound(f"The policy has no section {section}.", list(names)[:3])
    wanted = " ".join(q.split())
    return show_tab(
        desk,
        "policy",
        answer=answer,
        shown=_found(_shown(names, section), wanted) if wanted or section else None,
        groups=names,
        key_word=_key_word,
        section=section,
        typed=wanted,
        titles={name: _SECTIONS.get(name, name) for name in names},
        saved=saved if saved.isidentifier() or saved.replace(".", "_").isidentifier() else "",
    )


@router.get("/policy/{name}")
def change(desk: SettleDep, name: Name) -> Response:
    """Show one value with a form to change it."""
    trial = desk.make(lambda: desk.presenter.settling.try_value(name, None))
    return show_tab(desk, "policy", template="settings_value.html", entry=trial.form(), typed=None, step="edit")


@router.post("/policy/{name}")
def try_or_save(desk: SettleDep, name: Name) -> Response:
    """Try a value and show what it changes; save it when that was seen. `undo` takes the workspace's own value away."""
    form, settling = desk.form, desk.presenter.settling
    typed = None if "undo" in form else form.get("value", "")
    if form.get("do") == "save":
        trial = desk.make(lambda: settling.save_value(name, typed))
        if trial.problem is None:
            return desk.go(f"/settings/policy?section={name.partition('.')[0]}&saved={name}#{name}")
    else:
        trial = desk.make(lambda: settling.try_value(name, typed))
    status, step = (422, "edit") if trial.problem else (200, "confirm")
    values: dict[str, Any] = {"entry": trial.form(), "typed": typed, "step": step}
    return show_tab(desk, "policy", template="settings_value.html", status=status, **values)


def _shown(names: dict[str, list[Entry]], section: str) -> dict[str, list[Entry]]:
    if section == "changed":
        changed = {name: [one for one in told if one["set_by"] != "shipped"] for name, told in names.items()}
        return {name: told for name, told in changed.items() if told}
    return {section: names[section]} if section in names else names


def _found(names: dict[str, list[Entry]], wanted: str) -> dict[str, list[Entry]]:
    """The values in which every word of a search stands: in name, unit, origin, value, or the title of the group."""
    words = wanted.casefold().split()
    found = {
        name: [one for one in told if all(word in _text(name, one) for word in words)] for name, told in names.items()
    }
    return {name: told for name, told in found.items() if told}


def _key_word(key: str) -> str:
    """A key as words: min_nps is Min NPS."""
    words = [_CAPITALS.get(word, word) for word in key.split("_")]
    return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])


def _text(section: str, one: Entry) -> str:
    told = (one["name"], one["name"].replace("_", " "), one["unit"], one["source"], one["value"])
    return " ".join([*told, _SECTIONS.get(section, "")]).casefold()

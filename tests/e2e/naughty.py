"""The small story again, with names that try to become markup, commands, formulas, or a mess of letters."""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle
from typing import Any

from api.workspace import ABOUT, COMPANY, Workspace
from orbit.model import Item
from tests.api.presenter.story import STORY, tell

NAMES = (
    '<img src=x onerror="alert(1)"><script>alert(2)</script>',
    "'\"--></style></script><svg onload=alert(3)>",
    "\u202egnp.exe\u202c \u2067\u0645\u0631\u062d\u0628\u0627\u2069",
    "Z" + "\u0335\u0322" * 150 + "algo",
    '=HYPERLINK("http://evil.example","x")',
    "{{ 7*7 }} {% raw %} ${7*7} <%= 7 %>",
    "Robert'); DROP TABLE person;--",
    "\uff21" * 190,
    "🧑🏽‍🚀 Ωmega ﷽",
    "javascript:alert(4)",
)
# Words that look like commands of a page, where they stand inside a value.
ORDINARY = (
    "We are one = many",
    "Ask on = off, onclick = alert(5)",
    "Say \"onload=alert(6)\" 'onfocus=alert(7)' =",
    "<b onclick = alert(8)> & Sons",
    "javascript : on / javascript:alert(9)",
)


def tell_naughty_story(workspace: Workspace, chosen: tuple[str, ...] = NAMES) -> None:
    """Tell it: everything that bears a name or a title bears one of those chosen."""
    names = cycle(chosen)
    tell(workspace, *(_renamed(item, names) for item in STORY))
    with workspace.store.writing() as batch:
        batch.set_meta(COMPANY, chosen[0])
        batch.set_meta(ABOUT, f"{chosen[1]} shows sales teams which deals will close.")


def _renamed(item: Any, names: cycle[str]) -> Item:
    told = {name: next(names) for name in ("name", "title", "win_story", "outcome") if getattr(item, name, None)}
    renamed: Item = replace(item, **told)
    return renamed

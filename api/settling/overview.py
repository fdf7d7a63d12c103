"""All that is settled, each in a line: people, keys, changed values, and what waits for somebody."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from api.presenter.forms import Json
from api.settling.health import health_answer
from api.settling.surfaces import surfaces_answer
from api.workspace import Workspace
from orbit.model import Level
from orbit.policy.load import read_override
from orbit.policy.table import Origin, policy_entries
from orbit.settings import Settings
from orbit.sharing import said_of
from orbit.store.base import Store


def overview_answer(workspace: Workspace, *, at: datetime) -> Json:
    """What each room of the settings holds at this moment."""
    store, settings = workspace.store, workspace.settings
    health = health_answer(workspace)
    return {
        "policy": _policy(settings),
        "people": _people(store),
        "keys": _keys(store, at),
        "sharing": _sharing(workspace),
        "surfaces": [one["surface"] for one in surfaces_answer(settings)["items"] if one["connected"]],
        "health": {
            name: health[name] for name in ("imported", "waiting", "little_room", "free_bytes", "policy_problems")
        },
    }


def _policy(settings: Settings) -> Json:
    own, learned = (
        file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
        for file in (settings.policy, settings.learned)
    )
    problems = read_override(own, learned).problems
    entries = policy_entries("" if problems else own, learned)
    origins = Counter(entry.origin for entry in entries)
    return {
        "values": len(entries),
        "changed": origins[Origin.WORKSPACE],
        "learned": origins[Origin.LEARNED],
        "problems": len(problems),
    }


def _people(store: Store) -> Json:
    users = store.users()
    within = [user for user in users if user.disabled_at is None]
    roles = Counter(user.role.value for user in within)
    return {"users": len(within), "shut_out": len(users) - len(within), "roles": dict(sorted(roles.items()))}


def _keys(store: Store, at: datetime) -> Json:
    keys = store.keys()
    working = [key for key in keys if key.revoked_at is None and key.expires_at > at]
    return {
        "working": len(working),
        "next_end": min((key.expires_at.date().isoformat() for key in working), default=None),
    }


def _sharing(workspace: Workspace) -> Json:
    said = said_of(workspace.store).values()
    return {
        "unless_said": workspace.policy.sharing.personal,
        "said": len(said),
        "less": sum(level is not Level.FULL for level in said),
    }

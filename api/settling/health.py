"""How a workspace fares: its sizes and last imports, which is quick, and a look at everything, which is not."""

from __future__ import annotations

import shutil
from pathlib import Path

from api.checkup import checkup
from api.presenter.forms import Json
from api.workspace import Workspace
from orbit.policy.load import read_override
from orbit.settings import Settings
from orbit.store.import_log import ImportLog

_LAST = 8
_LITTLE_ROOM = 1 << 30


def health_answer(workspace: Workspace) -> Json:
    """Where the data is kept, how large it is, and what came in last."""
    store, settings = workspace.store, workspace.settings
    file = None if "://" in settings.store else Path(settings.store)
    free = shutil.disk_usage(settings.home).free
    imports, keys = store.imports(), store.keys()
    return {
        "store": "Neo4j" if file is None else "SQLite, one file in the workspace's folder",
        "revision": store.revision(),
        "bytes": None if file is None else sum(_size(part) for part in file.parent.glob(f"{file.name}*")),
        "derived_bytes": sum(_size(part) for part in settings.derived.rglob("*")),
        "free_bytes": free,
        "little_room": free < _LITTLE_ROOM,
        "waiting": store.unresolved(),
        "users": sum(user.disabled_at is None for user in store.users()),
        "keys": sum(key.revoked_at is None for key in keys),
        "policy": workspace.policy.digest,
        "policy_problems": _policy_problems(settings),
        "imported": len(imports),
        "imports": [_import_form(one) for one in reversed(imports[-_LAST:])],
    }


def findings_answer(workspace: Workspace) -> Json:
    """What a look at the whole store finds, as `orbit doctor` does."""
    return {"findings": [{"fine": finding.fine, "text": finding.text} for finding in checkup(workspace)]}


def _policy_problems(settings: Settings) -> int:
    own, learned = (
        file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
        for file in (settings.policy, settings.learned)
    )
    return len(read_override(own, learned).problems)


def _import_form(one: ImportLog) -> Json:
    return {"source": one.source, "file": one.file, "on": one.at.date().isoformat(), "rows": one.rows}


def _size(part: Path) -> int:
    try:
        return part.stat().st_size if part.is_file() else 0
    except OSError:
        # Another process tidies up.
        return 0

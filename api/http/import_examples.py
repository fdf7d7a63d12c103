"""Examples of imports, for OpenAPI."""

from __future__ import annotations

from typing import Any

_UNDO = {"possible": True, "why_not": None, "until": "2026-12-21"}
_UNDO |= {"undone_at": None, "changed": None, "unfinished": None}
IMPORT_ITEM: dict[str, Any] = {
    "id": "im_5f0c2d9a41b7e836",
    "number": 12,
    "state": "ready",
    "source": "linkedin",
    "mapping": None,
    "owner": "ana@tidewell.example",
    "observed_on": "2026-11-21",
    "dry_run": False,
    "by": "admin@tidewell.example",
    "at": "2026-11-21T12:00:00+00:00",
    "ended_at": "2026-11-21T12:00:09+00:00",
    "names": ["Connections.csv"],
    "rows": {"done": 3, "total": 3},
    "outcomes": {"created": 2, "updated": 0, "unchanged": 0, "suppressed": 0, "blocked": 0, "rejected": 1},
    "note": None,
    "problem": None,
    "rejected": 1,
    "undo": _UNDO,
}
IMPORTS: dict[str, Any] = {"items": [IMPORT_ITEM], "known": 1}
IMPORT: dict[str, Any] = {
    **IMPORT_ITEM,
    "files": [{"name": "Connections.csv", "size": 2114, "sha256": "0" * 64}],
    "report": None,
}
_CANDIDATE = {
    "source": "linkedin",
    "mapping": None,
    "sureness": "likely",
    "known": 7,
    "because": "7 of its 7 columns are known from “Connections.csv”: Company, Connected On and 5 more",
}
PREVIEW: dict[str, Any] = {
    "candidates": [_CANDIDATE],
    "files": [{"name": "Connections.csv", "problem": None, "candidates": [_CANDIDATE]}],
    "source": "linkedin",
    "mapping": None,
    "tables": [
        {
            "file": "Connections.csv",
            "shape": "Connections.csv",
            "columns": [
                {"header": "First Name", "column": "first_name", "meaning": "given name", "required": True},
                {"header": "Nickname", "column": None, "meaning": None, "required": False},
            ],
            "rows": [["Ida", "Idi"]],
            "guesses": [{"what": "encoding", "value": "UTF-8", "because": "every byte fits"}],
        }
    ],
    "problem": None,
}
REJECTS = (
    "file,line,column,reason,fix,raw\r\n"
    '"accounts.csv","7","kind","this is none of the known values","write one of: customer, target","Fjord,?"\r\n'
)
EVENTS = 'event: progress\ndata: {"id":"im_5f0c2d9a41b7e836","state":"reading","rows":{"done":500,"total":3000}}\n\n'
REMOVED: dict[str, Any] = {"id": "im_5f0c2d9a41b7e836", "done": "undoing"}

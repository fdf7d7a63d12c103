"""The panel's content in the few fields that a card drawn by the CRM itself has room for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.surfaces.view import Json, Nothing, Panel, connector_of


def card_form(shown: Panel | Nothing, base: str) -> Json:
    """Return a record as a card shows it; `base` is the address at which we are reached."""
    if isinstance(shown, Nothing):
        return {"state": "no_account", "account": None, "signals": [], "paths": [], "reason": _told(shown)}
    account = shown.account
    return {
        "state": "paths" if shown.paths else "no_path",
        "account": {
            "id": account["id"],
            "name": account["name"],
            "domain": account["domain"],
            "heat": account["heat"],
            "url": f"{base}/accounts/{account['id']}",
        },
        "signals": [_signal(signal) for signal in account["signals"]],
        "paths": [_path(path) for path in shown.paths],
        "reason": shown.no_path["reason"] if shown.no_path else None,
    }


def _told(nothing: Nothing) -> str:
    return "Orbit knows no account for this record." + (
        f" It may be: {', '.join(near.name for near in nothing.nearest)}." if nothing.nearest else ""
    )


def _signal(signal: Mapping[str, Any]) -> Json:
    url = next((ref["url"] for ref in signal["evidence"] if ref.get("url")), None)
    safe = url if url and url.startswith("https://") else None
    return {"kind": signal["kind"], "title": signal["title"], "occurred_on": signal["occurred_on"], "url": safe}


def _path(path: Mapping[str, Any]) -> Json:
    verdict = path["verdict"]
    return {
        "id": path["id"],
        "connector": _person(connector_of(path)),
        "target": _person(path["people"][-1]),
        "between": len(path["people"]) - 2,
        "chance": path["chance"],
        "score": path["score"],
        "reasons": [hop["text"] for hop in path["hops"]],
        "verdict": {name: verdict[name] for name in ("status", "opens_on", "closes_on")},
    }


def _person(person: Mapping[str, Any] | None) -> Json | None:
    return None if person is None else {name: person[name] for name in ("name", "title", "company")}

"""A session's answer with one candidate, whose words a test may change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from api.http.measure_examples import SESSION

_NAMES = {"name", "title", "company", "text", "subject", "body", "us", "email", "domain", "blurb", "voice"}
SCRIPT = [{"step": "forward", "text": "Would you?"}, {"step": "yes", "text": "Thank you."}]
WORDS = {"script": SCRIPT, "first_message": {"subject": "Dana", "body": "Hi Ida"}}


def sheet(change: Callable[[str], str] = str) -> dict[str, Any]:
    """Return a session of one candidate, every free text in it changed."""
    (only,) = SESSION["sheets"]
    (one,) = only["candidates"]
    packet = {**one["packet"], **WORDS}
    session = {**SESSION, "sheets": [{**only, "candidates": [{**one, "packet": packet}]}]}
    return dict(_changed(session, change))


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, list):
        return [_changed(each, change) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        key: change(of) if key in _NAMES and isinstance(of, str) else _changed(of, change) for key, of in value.items()
    }

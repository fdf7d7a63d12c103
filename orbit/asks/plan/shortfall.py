"""What to do when a rep has fewer named candidates than a week should hold."""

from __future__ import annotations

from collections.abc import Mapping

_ADVICE = {
    "blocked": "most others wait for their connectors: log renewals, expansions and CSAT answers as they happen",
    "joint_motion": "the others belong into a business review of CSM and AE: hand them over",
    "too_faint": "the other paths are too faint: have colleagues confirm whom they know, or import more careers",
    "no_signal": "the other accounts show no fresh signal: import signals",
    "locked_in": "the others are bound to another vendor: note the day and follow up then",
    "other_owner": "the others belong to colleagues: pair up with one of them",
    "target_taken": "the others are asked for already: name more people at your accounts",
    "connector_full": "the connectors have enough asks: import more LinkedIn exports, advisors or investors",
    "account_full": "the accounts have enough asks: add target accounts with fresh signals",
}
_NOTHING = "no other path is known: import LinkedIn exports, advisors or signals, and check your account data"


def shortfall(found: int, floor: int, held: Mapping[str, int]) -> str | None:
    """Say how many named candidates are missing and what would help most; `held` counts the rest by rule."""
    if found >= floor:
        return None
    rule = min(held, key=lambda name: (-held[name], name), default=None)
    advice = _NOTHING if rule is None else _ADVICE[rule]
    return f"{found} of {floor} named candidates; {advice}."

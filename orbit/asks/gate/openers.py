"""What would let an ask pass: one sentence for each rule that stands in the way."""

from __future__ import annotations

from orbit.asks.terms import Reason, Verdict
from orbit.asks.wording import say_day


def openers(verdict: Verdict) -> list[str]:
    """Say of each rule that stands in the way what would lift it, in the order of the reasons, each thing once."""
    return list(dict.fromkeys(what_opens(reason) for reason in verdict.standing))


def what_opens(reason: Reason) -> str:
    """Say what would lift a rule that stands in the way."""
    if reason.opened_by:
        return reason.opened_by
    if reason.rule == "not_ours":
        return "A list on file that names them as one of our people."
    wait = "Nothing on file tells when." if reason.until is None else f"Time: wait until {say_day(reason.until)}."
    if reason.rule == "open_asks":
        return f"An answer to one of the open asks, written into the log. {wait}"
    return wait

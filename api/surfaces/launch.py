"""A launch: what a CRM, or a page of ours, says when it opens the panel; and why one is refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

# As long as an e-mail address can be.
_LONGEST_USER = 320


class Surface(StrEnum):
    """Where the panel stands."""

    HUBSPOT = "hubspot"
    SALESFORCE = "salesforce"
    PIPEDRIVE = "pipedrive"
    CHROME = "chrome"
    EMBED = "embed"
    ORBIT = "orbit"


class Refusal(StrEnum):
    """Why a launch is not believed; the value says what to do about it."""

    UNCONNECTED = "This page is not connected to Orbit. An admin connects it with: orbit surfaces set"
    MALFORMED = "This launch cannot be read. Reload the page of your CRM; tell your admin if it stays."
    FORGED = (
        "This launch was not signed with the secret that Orbit knows. "
        "An admin sets the right one with: orbit surfaces set"
    )
    EXPIRED = "This launch is too old. Reload the page of your CRM."
    EARLY = "This launch is dated in the future. Ask your admin to set the clock of the machine that runs Orbit."
    USED = "This launch was used before. Reload the page of your CRM."
    ELSEWHERE = "This launch comes from another account of the CRM than the one that is connected here."
    WITHDRAWN = "The key that opened this panel was withdrawn or has expired. Ask your admin for a new one."
    SIGNED_OUT = "You have signed out of Orbit, or your session has ended. Sign in again, then reload this page."
    SWITCHED_OFF = "Your Orbit user is switched off. Ask your admin."
    NOT_ALLOWED = "You may not read accounts and paths here. Ask your admin."


@dataclass(frozen=True, slots=True)
class Launch:
    """Who opened a panel, where and for what.

    `user` is an e-mail address where the surface tells one, else the surface's own id of the user. `key` names a person
    or an account, or is empty. `mark` is the same for the same launch alone; nobody launches with it after `over`.
    """

    surface: Surface
    user: str
    key: str
    mark: str
    over: datetime

    @property
    def is_readable(self) -> bool:
        """Whether user and record are such as can be told and looked up: right signatures stand under odd words too."""
        return self.user.isprintable() and self.key.isprintable() and len(self.user) <= _LONGEST_USER


def said_once(told: Iterable[str]) -> str:
    """Return what was said, if it was said once; nothing where it was said twice, for one of the two is not meant."""
    said = list(told)
    return said[0] if len(said) == 1 else ""

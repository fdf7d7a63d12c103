"""A launch: what a CRM, or a page of ours, says when it opens the panel; and why one is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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

    UNCONNECTED = "This CRM is not connected to Orbit. An admin connects it with: orbit surfaces set"
    MALFORMED = "This launch cannot be read. Reload the page of your CRM; tell your admin if it stays."
    FORGED = (
        "This launch was not signed with the secret that Orbit knows. "
        "An admin sets the right one with: orbit surfaces set"
    )
    EXPIRED = "This launch is too old. Reload the page of your CRM."
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

"""The shapes of the answers, for OpenAPI and its readers; tests check the presenter's answers against them.

Fields may be added to any shape; none changes its meaning.
"""

from api.http.schemas.accounts import (
    AccountItem,
    AccountsOut,
    Contribution,
    Hit,
    Hop,
    NoPath,
    PathOut,
    PathsOut,
    SearchOut,
)
from api.http.schemas.parts import (
    AccountName,
    Email,
    Evidence,
    Named,
    Packet,
    PathPerson,
    Role,
    SignalOut,
    VerdictOut,
    VerdictStatus,
)
from api.http.schemas.people import PersonOut, PersonSource, RoleOut, SpellOut
from api.http.schemas.service import InvalidValue, ProblemOut, StatusOut
from api.http.schemas.week import AskOut, ChampionItem, ChampionsOut, HeldOut, RepOut, RepWeek, TriggerOut, WeekOut

__all__ = [
    "AccountItem",
    "AccountName",
    "AccountsOut",
    "AskOut",
    "ChampionItem",
    "ChampionsOut",
    "Contribution",
    "Email",
    "Evidence",
    "HeldOut",
    "Hit",
    "Hop",
    "InvalidValue",
    "Named",
    "NoPath",
    "Packet",
    "PathOut",
    "PathPerson",
    "PathsOut",
    "PersonOut",
    "PersonSource",
    "ProblemOut",
    "RepOut",
    "RepWeek",
    "Role",
    "RoleOut",
    "SearchOut",
    "SignalOut",
    "SpellOut",
    "StatusOut",
    "TriggerOut",
    "VerdictOut",
    "VerdictStatus",
    "WeekOut",
]

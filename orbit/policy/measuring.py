"""The numbers that asks are measured against, and those of the monthly working session."""

from __future__ import annotations

from dataclasses import dataclass

from orbit.errors import PolicyError
from orbit.model import TriggerKind
from orbit.policy.checks import check_above_zero, check_members, check_shares

_DAYS_OF_A_WEEK = 7
_HOURS_OF_A_DAY = 24


@dataclass(frozen=True, slots=True)
class MeasurePolicy:
    """What a month's asks should come to, and over how long each share is counted."""

    asks_per_month: int
    opportunity_share: float
    won_share: float
    referral_months: int
    credit_days: int
    referral_sources: tuple[str, ...]
    rate_months: int
    trend_months: int
    early_asks: int
    early_days: int
    early_triggers: tuple[str, ...]
    claimed_ratio: float

    def __post_init__(self) -> None:
        check_members(self.early_triggers, TriggerKind, "measure.early_triggers")
        check_shares(self, "measure", "opportunity_share", "won_share")
        check_above_zero(self, "measure", "asks_per_month", "referral_months", "rate_months", "trend_months")
        check_above_zero(self, "measure", "early_days", "credit_days")


@dataclass(frozen=True, slots=True)
class SessionPolicy:
    """When the monthly session is, what is done in it, and what it should come to."""

    weekday: int
    minutes: int
    sdr_minutes: int
    agenda: tuple[str, ...]
    sdr_agenda: tuple[str, ...]
    standup_minutes: int
    least_named: int
    most_named: int
    payback_asks: int
    hold_hour: int
    hold_minutes: int
    names_shown: int

    def __post_init__(self) -> None:
        if not 1 <= self.weekday <= _DAYS_OF_A_WEEK:
            raise PolicyError(f"policy key session.weekday: must be 1 (Monday) to 7 (Sunday), got {self.weekday}")
        if self.hold_hour >= _HOURS_OF_A_DAY:
            raise PolicyError(f"policy key session.hold_hour: must be 0 to 23, got {self.hold_hour}")
        if self.least_named > self.most_named:
            raise PolicyError("policy key session.most_named: must not be below session.least_named")
        check_above_zero(self, "session", "hold_minutes", "names_shown")
        _check_agenda(self.agenda, self.minutes, "agenda", "minutes")
        _check_agenda(self.sdr_agenda, self.sdr_minutes, "sdr_agenda", "sdr_minutes")


def agenda_items(lines: tuple[str, ...]) -> list[tuple[int, str]]:
    """Return the minutes and the words of each line of an agenda, such as `10 Last month's counts`."""
    parts = (line.partition(" ") for line in lines)
    return [(int(minutes), words.strip()) for minutes, _, words in parts]


def _check_agenda(lines: tuple[str, ...], minutes: int, key: str, total_key: str) -> None:
    for line in lines:
        told, _, words = line.partition(" ")
        if not (told.isascii() and told.isdigit() and words.strip()):
            raise PolicyError(
                f"policy key session.{key}: begin each item with its minutes, as in '10 Counts': {line!r}"
            )
    total = sum(minutes for minutes, _ in agenda_items(lines))
    if total != minutes:
        raise PolicyError(
            f"policy key session.{key}: its items take {total} minutes, session.{total_key} says {minutes}"
        )

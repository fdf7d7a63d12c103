"""The monthly working session: when it is, on which day each candidate is asked, what the data lacks, who pairs up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from orbit.asks.month.months import Month, is_workday, last_workday, workdays_after
from orbit.asks.terms import Mode, Verdict
from orbit.asks.wording import say_day
from orbit.errors import UsageError
from orbit.model import EntityId
from orbit.policy import LogPolicy, SessionPolicy, agenda_items

_MARK = "\x00"


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """What is done in a part of the session, and for how many minutes."""

    minutes: int
    text: str


@dataclass(frozen=True, slots=True)
class SessionDays:
    """The day of a month's session, those of the weekly looks at the counts until the next one, and the next one."""

    held_on: date
    standups: tuple[date, ...]
    next_on: date


@dataclass(frozen=True, slots=True)
class AskLimits:
    """Between which days a candidate may be asked; `joint` where only the business review of `opens_on` will do."""

    opens_on: date | None = None
    ask_by: date | None = None
    closes_on: date | None = None
    joint: bool = False

    @classmethod
    def of(cls, verdict: Verdict, *, joint: bool) -> AskLimits:
        """Return the limits that a verdict sets."""
        return cls(verdict.opens_on, verdict.ask_by, verdict.closes_on, joint)


class FlagKind(StrEnum):
    """What a rep's data can lack."""

    FEW_NAMES = "few_names"
    NO_SIGNAL = "no_signal"
    NO_CONTACT = "no_contact"
    NO_CHAMPION = "no_champion"
    MISSING_LAYER = "missing_layer"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Flag:
    """Something to mend: what it is in words, how many it concerns, and the first of them by name."""

    kind: FlagKind
    text: str
    count: int
    names: tuple[str, ...] = ()


def session_days(month: Month, as_of: date, policy: SessionPolicy) -> SessionDays:
    """Return when the session of a month is held, seen from a day; at once where its usual day has passed.

    Raises UsageError for a month that is over.
    """
    if Month.of(as_of) > month:
        raise UsageError(f"{month} is over: see its session with --as-of and a day of that month")
    next_on = month.plus(1).first_weekday(policy.weekday)
    usual = month.first_weekday(policy.weekday)
    held_on = usual if as_of <= usual else _workday_from(as_of, next_on)
    return SessionDays(held_on, tuple(_weekly(held_on, next_on, policy.weekday)), next_on)


def agenda(mode: Mode, policy: SessionPolicy) -> tuple[AgendaItem, ...]:
    """Return what is done in the session; SDRs have a shorter one."""
    lines = policy.sdr_agenda if mode is Mode.SDR else policy.agenda
    return tuple(AgendaItem(minutes, text) for minutes, text in agenda_items(lines))


def ask_days(candidates: Sequence[AskLimits], held_on: date, as_of: date) -> list[date | None]:
    """Give each candidate a day: one per working day after the session in their order, earlier where a window ends.

    Nobody is asked after the end of their window, nor, if it reaches that far, after its target or before the session:
    a window that ends before the session does not wait for it. Who is asked in a business review has its day; None
    while that is not on file.
    """
    return [_ask_day(limits, held_on, as_of, place) for place, limits in enumerate(candidates, 1)]


def holds(days: Sequence[date | None], policy: SessionPolicy) -> list[datetime | None]:
    """Return when the hold for each of these days begins, on the rep's own clock; those of a day follow each other."""
    found: list[datetime | None] = []
    taken: Counter[date] = Counter()
    for day in days:
        if day is None:
            found.append(None)
            continue
        begins = datetime.combine(day, time(policy.hold_hour))
        found.append(begins + timedelta(minutes=policy.hold_minutes) * taken[day])
        taken[day] += 1
    return found


def on_day(text: str, written_on: date, asked_on: date, policy: LogPolicy) -> str:
    """Move the days that a script promises, the draft's and the next check-in's, to those that follow from the ask."""
    for days in {policy.draft_days, policy.check_in_days}:
        then, now = (say_day(day + timedelta(days=days)) for day in (written_on, asked_on))
        # A mark in between, so that a day that was moved is not moved again.
        text = text.replace(then, now.replace(" ", _MARK))
    return text.replace(_MARK, " ")


def pairs(named: Mapping[EntityId, int], floor: int) -> dict[EntityId, EntityId | None]:
    """Return for each rep with fewer names than the floor a colleague who has them, in turn; None if nobody has."""
    able = sorted((rep for rep, count in named.items() if count >= floor), key=lambda rep: (-named[rep], rep))
    short = sorted((rep for rep, count in named.items() if count < floor), key=lambda rep: (named[rep], rep))
    return {rep: able[place % len(able)] if able else None for place, rep in enumerate(short)}


def flag(kind: FlagKind, text: str, names: Iterable[str], policy: SessionPolicy) -> Flag | None:
    """Return a flag about what bears these names; None where there is none."""
    told = sorted(names, key=lambda name: (name.casefold(), name))
    return Flag(kind, text, len(told), tuple(told[: policy.names_shown])) if told else None


def _workday_from(day: date, before: date) -> date:
    """Return the first working day from a day on; that very day where the next session comes first."""
    nearest = day if is_workday(day) else workdays_after(day, 1)
    return nearest if nearest < before else day


def _weekly(after: date, before: date, weekday: int) -> Iterator[date]:
    """Yield each such weekday between two days."""
    day = after + timedelta(days=1)
    while day < before:
        if day.isoweekday() == weekday:
            yield day
        day += timedelta(days=1)


def _ask_day(limits: AskLimits, held_on: date, as_of: date, place: int) -> date | None:
    if limits.joint:
        return max(as_of, limits.opens_on) if limits.opens_on else None
    ends_before = limits.closes_on is not None and limits.closes_on < held_on
    earliest = max(as_of if ends_before else held_on, limits.opens_on or as_of)
    turn = workdays_after(held_on, place)
    ends = [limit for limit in (limits.ask_by, limits.closes_on) if limit is not None and limit >= earliest]
    return last_workday(earliest, min(ends)) if ends and turn > min(ends) else max(turn, earliest)

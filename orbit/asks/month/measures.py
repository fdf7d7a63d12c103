"""What a month's asks come to: how many per rep, how often a yes, a forward and a meeting follow, what is kept on time.

Every number is counted from the log and says of how many; where a total is not known there is no share. Nothing here
judges a rep: it tells how many asks are logged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from orbit.asks.log.ask import Ask, EventKind
from orbit.asks.log.due import Task, TaskKind, tasks
from orbit.asks.log.history import is_under_way
from orbit.asks.month.months import Month, Period
from orbit.asks.month.referrals import Crediting, Deals, Referred, referred_opportunities, referred_won
from orbit.asks.month.shares import Share
from orbit.asks.terms import AskState
from orbit.model import Circle, EntityId, TriggerKind
from orbit.policy import MeasurePolicy, Policy, SessionPolicy

KeyT = TypeVar("KeyT")

_K = EventKind
_MET = (_K.MEETING, _K.OPPORTUNITY, _K.WON)
_FORWARDED = (_K.FORWARDED, _K.REPLIED, *_MET)
_ACCEPTED = (_K.ACCEPTED, *_FORWARDED)
_ANSWERED = (*_ACCEPTED, _K.DECLINED, _K.NOT_NOW, _K.LOCKED_IN, _K.LOST)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which month is measured, as known on a day, for which reps, and what was told beside the log.

    `claimed` is how many asks each rep says to have made in a month. `opportunities` and `won` are totals of the
    months over which referral shares are counted; they come before what is on file.
    """

    month: Month
    as_of: date
    reps: Sequence[EntityId] = ()
    claimed: Mapping[tuple[Month, EntityId], int] = field(default_factory=dict)
    deals: Deals = field(default_factory=Deals)
    opportunities: int | None = None
    won: int | None = None


@dataclass(frozen=True, slots=True)
class Early:
    """What was asked soon after the session: `made` in all, `counted` for the value events that matter, `answered`."""

    since: date
    until: date
    made: int
    counted: int
    answered: int


@dataclass(frozen=True, slots=True)
class RepAsks:
    """One rep's month; `rep` is None for asks whose requester was erased. `planned` are those not made yet."""

    rep: EntityId | None
    made: int
    planned: int
    claimed: int | None
    early: Early
    months: tuple[int, ...]
    claims: tuple[int | None, ...] = ()

    @property
    def claimed_ratio(self) -> float | None:
        """How many times the logged asks were claimed; None where nothing was claimed or logged."""
        return self.claimed / self.made if self.claimed is not None and self.made else None


@dataclass(frozen=True, slots=True)
class Rates:
    """How far asks came: `made` of them, and the share that got each step."""

    made: int
    accepted: Share
    forwarded: Share
    meeting: Share


@dataclass(frozen=True, slots=True)
class Kept:
    """What was due of one kind in the month: `share` is done on time of what is settled, `late` was done afterwards."""

    kind: TaskKind
    share: Share
    late: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Measures:
    """A month in numbers; `months` are those of each rep's trend, `rated` and `referred` the days of the rest."""

    month: Month
    months: tuple[Month, ...]
    reps: tuple[RepAsks, ...]
    rated: Period
    rates: Rates
    by_circle: Mapping[Circle, Rates]
    by_trigger: Mapping[TriggerKind | None, Rates]
    kept: tuple[Kept, ...]
    referred: Period
    opportunities: Referred
    won: Referred

    @property
    def made(self) -> int:
        """How many asks all reps made in the month."""
        return sum(rep.made for rep in self.reps)


def measure(asks: Iterable[Ask], wanted: Wanted, policy: Policy) -> Measures:
    """Measure a month from asks as they were known on its day; raises UsageError for totals below what is logged."""
    known, month, of = list(asks), wanted.month, policy.measure
    rated = Period.months(month, of.rate_months)
    referred = Period.months(month, of.referral_months)
    cohort = [ask for ask in known if rated.holds(ask.asked_on)]
    crediting = Crediting(known, of.credit_days)
    return Measures(
        month=month,
        months=month.until_here(of.trend_months),
        reps=tuple(_rep_asks(known, rep, wanted, policy) for rep in _reps(known, wanted)),
        rated=rated,
        rates=rates_of(cohort, wanted.as_of, policy),
        by_circle=_grouped(cohort, lambda ask: ask.plan.circle, list(Circle), wanted.as_of, policy),
        by_trigger=_grouped(cohort, lambda ask: ask.plan.trigger, [*TriggerKind, None], wanted.as_of, policy),
        kept=tuple(_kept(known, wanted, policy)),
        referred=referred,
        opportunities=referred_opportunities(crediting, referred, wanted.as_of, wanted.deals, wanted.opportunities),
        won=referred_won(crediting, referred, wanted.as_of, wanted.deals, wanted.won),
    )


def early_days(month: Month, measures: MeasurePolicy, sessions: SessionPolicy) -> Period:
    """Return the days that follow a month's session closely, its own day being the first."""
    since = month.first_weekday(sessions.weekday)
    return Period(since, since + timedelta(days=measures.early_days - 1))


def _reps(asks: Sequence[Ask], wanted: Wanted) -> list[EntityId | None]:
    """The reps asked about in their order, then whoever else asked, and last those who were erased."""
    months = Period.months(wanted.month, 1)
    others = {ask.plan.requester for ask in asks if months.holds(ask.asked_on) or months.holds(ask.planned_on)}
    more = sorted(rep for rep in others - set(wanted.reps) if rep is not None)
    return [*wanted.reps, *more, *([None] if None in others else [])]


def _rep_asks(asks: Sequence[Ask], rep: EntityId | None, wanted: Wanted, policy: Policy) -> RepAsks:
    own = [ask for ask in asks if ask.plan.requester == rep]
    per_month = Counter(Month.of(ask.asked_on) for ask in own if ask.asked_on)
    planned = (ask for ask in own if ask.state is AskState.PLANNED)
    months = wanted.month.until_here(policy.measure.trend_months)
    claims = tuple(None if rep is None else wanted.claimed.get((month, rep)) for month in months)
    return RepAsks(
        rep=rep,
        made=per_month[wanted.month],
        planned=sum(Month.of(ask.planned_on) == wanted.month for ask in planned),
        claimed=claims[-1],
        early=_early(own, wanted.month, policy),
        months=tuple(per_month[month] for month in months),
        claims=claims,
    )


def _early(asks: Iterable[Ask], month: Month, policy: Policy) -> Early:
    days = early_days(month, policy.measure, policy.session)
    made = [ask for ask in asks if days.holds(ask.asked_on)]
    counted = [ask for ask in made if ask.plan.trigger in policy.measure.early_triggers]
    return Early(days.first, days.last, len(made), len(counted), sum(_has(ask, _ANSWERED) for ask in counted))


def _grouped(
    asks: Sequence[Ask], key: Callable[[Ask], KeyT], order: Iterable[KeyT], day: date, policy: Policy
) -> dict[KeyT, Rates]:
    groups = {each: [ask for ask in asks if key(ask) == each] for each in order}
    return {each: rates_of(group, day, policy) for each, group in groups.items() if group}


def rates_of(asks: Sequence[Ask], day: date, policy: Policy) -> Rates:
    """Say how far some asks that were made have come by a day.

    What may still get there is `open`, and what we withdrew before it did counts for nothing.
    """

    def share(steps: Sequence[EventKind]) -> Share:
        reached = sum(_has(ask, steps) for ask in asks)
        open_ = sum(not _has(ask, steps) and is_under_way(ask, day, policy.load) for ask in asks)
        withdrawn = sum(not _has(ask, steps) and ask.state is AskState.WITHDRAWN for ask in asks)
        return Share(reached, len(asks) - open_ - withdrawn, open_)

    return Rates(len(asks), share(_ACCEPTED), share(_FORWARDED), share(_MET))


def _has(ask: Ask, steps: Iterable[EventKind]) -> bool:
    return any(step in ask.days for step in steps)


def _kept(asks: Iterable[Ask], wanted: Wanted, policy: Policy) -> Iterator[Kept]:
    """What was due in the month, one kind after the other."""
    month = Period.months(wanted.month, 1)
    due = [task for ask in asks for task in tasks(ask, policy) if month.holds(task.due_on)]
    for kind in TaskKind:
        of_kind = [task for task in due if task.kind is kind]
        if of_kind:
            yield _kept_of(kind, of_kind, wanted.as_of)


def _kept_of(kind: TaskKind, due: Sequence[Task], day: date) -> Kept:
    on_time = sum(task.done_on is not None and task.done_on <= task.due_on for task in due)
    late = sum(task.done_on is not None and task.done_on > task.due_on for task in due)
    overdue = sum(task.is_overdue(day) for task in due)
    settled = on_time + late + overdue
    return Kept(kind, Share(on_time, settled, len(due) - settled), late, overdue)

"""May we ask this connector today: the verdict with its reasons and dates.

Champions of customers stand under the rules for value events (`rules`), everybody under the limits on how much
is asked of one person (`load`). Who is in several circles stands under all that apply.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from orbit.asks.gate import rules
from orbit.asks.gate.customer import Customer
from orbit.asks.gate.grounds import grounds
from orbit.asks.gate.known import Known, Views
from orbit.asks.gate.load import Burden, burden, chased, known_asks
from orbit.asks.gate.seat import Seat, take_seat
from orbit.asks.terms import AskState, Mode, PastAsk, Reason, Requester, Status, Verdict
from orbit.asks.wording import say_day
from orbit.book import Book, ChampionView, RoleView, TriggerView
from orbit.model import Circle, EntityId
from orbit.policy import Policy

__all__ = ["AskState", "Gate", "Mode", "PastAsk", "Reason", "Requester", "Status", "Verdict", "verdict"]

# Every step goes forward to the day on which a rule ends; there are never more rules than this on one person.
_MOST_STEPS = 50
_NO_HISTORY: Mapping[EntityId, Sequence[PastAsk]] = {}
_CIRCLES = tuple(Circle)
_PLURALS = {
    Circle.TEAM: "Colleagues",
    Circle.CHAMPION: "Champions",
    Circle.ADVISOR: "Advisors",
    Circle.BOARD: "Board members",
    Circle.INVESTOR: "Investors",
    Circle.EX_CUSTOMER: "Former customers and people who changed jobs",
}


def verdict(
    connector: EntityId,
    requester: Requester,
    book: Book,
    as_of: date,
    policy: Policy,
    history: Sequence[PastAsk] = (),
) -> Verdict:
    """Say whether a connector may be asked on a day, why, and when that changes; `history` holds all their asks."""
    return Gate(book, as_of, policy).verdict(connector, requester, history)


class Gate:
    """The verdicts of a day. What is known of a customer is gathered once for all who are asked about, and by whom."""

    def __init__(self, book: Book, as_of: date, policy: Policy) -> None:
        self._views = Views(book, as_of)
        self._policy = policy
        self._known: dict[Requester, Known] = {}

    def verdict(self, connector: EntityId, requester: Requester, history: Sequence[PastAsk] = ()) -> Verdict:
        """Say whether a connector may be asked; `history` holds all their asks."""
        return _verdict(connector, self.known_to(requester), history)

    def verdicts(
        self,
        connectors: Iterable[EntityId],
        requester: Requester,
        histories: Mapping[EntityId, Sequence[PastAsk]] = _NO_HISTORY,
    ) -> list[Verdict]:
        """Say the same of many connectors, in their order."""
        known = self.known_to(requester)
        return [_verdict(each, known, histories.get(each, ())) for each in connectors]

    def known_to(self, requester: Requester) -> Known:
        """Return what a requester may use of the book."""
        if requester not in self._known:
            self._known[requester] = Known(self._views, requester, self._policy)
        return self._known[requester]


def _verdict(connector: EntityId, known: Known, history: Sequence[PastAsk]) -> Verdict:
    if connector == known.requester.entity:
        own = Reason("own_network", "The requester knows them: nobody has to be asked.")
        return Verdict(connector, Status.OPEN, (own,))
    case = _case(connector, known, history)
    if not case.circles:
        stranger = Reason("not_ours", f"Was not one of our people on {say_day(known.as_of)}.")
        return Verdict(connector, Status.BLOCKED, (stranger,), slots=0)
    return _judged(case)


class _Case(NamedTuple):
    """A connector with everything that decides, as known on a day."""

    connector: EntityId
    known: Known
    roles: tuple[RoleView, ...]
    circles: tuple[Circle, ...]
    seats: tuple[Seat, ...]
    left: ChampionView | None
    asks: tuple[PastAsk, ...]
    burden: Burden

    def blockers(self, day: date) -> list[Reason]:
        found = [reason for seat in self.seats for reason in rules.blockers(seat, day)] if self.seats else []
        if self.left is not None:
            found += self._just_left(self.left, day)
        # Who has a slot has nothing in their way; saying what stands there is what costs time.
        if self.asks and not self.burden.slots(day):
            found += self.burden.reasons(day)
        return found

    @property
    def joint(self) -> list[Seat]:
        return [seat for seat in self.seats if seat.customer.is_strategic]

    def _just_left(self, champion: ChampionView, day: date) -> Iterator[Reason]:
        if champion.left_on is None:
            return
        until = champion.left_on + timedelta(days=self.known.policy.gate.champion_left_days)
        if day < until:
            left = say_day(champion.left_on)
            text = f"Left the customer on {left} and no new job is on file: wait until {say_day(until)}."
            yield Reason("champion_left", text, champion.facts("left_on"), until)


def _case(connector: EntityId, known: Known, history: Sequence[PastAsk]) -> _Case:
    roles = known.roles_of(connector)
    held = [role.circle for role in roles]
    present, former = _places(connector, roles, known)
    circles = _circles(held, present, former)
    asks = tuple(known_asks(history, known.as_of)) if history else ()
    seats = tuple([take_seat(known, view) for view in present]) if present else ()
    left = None if not former or Circle.EX_CUSTOMER in held else _last_left(former)
    return _Case(connector, known, roles, circles, seats, left, asks, burden(circles, asks, known.limits))


def _places(
    connector: EntityId, roles: Sequence[RoleView], known: Known
) -> tuple[Sequence[ChampionView], Sequence[ChampionView]]:
    """The customers at which somebody is a champion, and those at which they were one."""
    views = _seats(connector, roles, known)
    if not views:
        return (), ()
    present: list[ChampionView] = []
    former: list[ChampionView] = []
    for view in views:
        (former if known.has_ended(view) else present).append(view)
    return present, former


def _last_left(former: Sequence[ChampionView]) -> ChampionView | None:
    left = [view for view in former if view.left_on]
    return max(left, key=lambda view: view.left_on or date.min, default=None)


def _circles(
    held: Sequence[Circle], present: Sequence[ChampionView], former: Sequence[ChampionView]
) -> tuple[Circle, ...]:
    """A champion is who has a seat now; one who had a seat is an ex-customer."""
    if not present and not former and len(held) == 1 and held[0] is not Circle.CHAMPION:
        return tuple(held)
    circles: list[Circle] = [circle for circle in held if circle != Circle.CHAMPION]
    circles += [Circle.CHAMPION] if present else []
    circles += [Circle.EX_CUSTOMER] if former else []
    return tuple(circles) if len(circles) < 2 else tuple(circle for circle in _CIRCLES if circle in circles)


def _seats(connector: EntityId, roles: Sequence[RoleView], known: Known) -> Sequence[ChampionView]:
    """Every customer at which somebody is champion, also those of which a list tells nothing but that."""
    told = known.seats(connector)
    # Nearly everybody has one role, told by the list that tells of the seat too.
    if not told and len(roles) == 1 and roles[0].circle is not Circle.CHAMPION:
        return told
    if len(told) == len(roles) == 1 and told[0].company == roles[0].company:
        return told
    named = {view.company for view in told}
    bare = [
        ChampionView(connector, role.company or EntityId(""), seen_on=None)
        for role in roles
        if role.circle is Circle.CHAMPION and role.company not in named and not (role.company is None and told)
    ]
    return [*told, *bare] if bare else told


def _judged(case: _Case) -> Verdict:
    standing = case.blockers(case.known.as_of)
    status = Status.BLOCKED if standing else Status.JOINT_MOTION if case.joint else Status.OPEN
    opening = _opening(case, standing)
    return Verdict(
        connector=case.connector,
        status=status,
        reasons=_reasons(case, standing),
        circles=case.circles,
        opens_on=None if status is Status.OPEN else opening,
        closes_on=_closing(case, opening) if case.seats and opening else None,
        trigger=_newest_trigger(case) if case.seats else None,
        ask_by=None if standing or not case.seats else _ask_by(case),
        slots=case.burden.slots(case.known.as_of),
    )


def _reasons(case: _Case, standing: Sequence[Reason]) -> tuple[Reason, ...]:
    reasons = [*standing]
    if case.seats:
        reasons += grounds(case.seats, case.known.requester, case.known.as_of, allowed=not standing)
    if case.asks or Circle.CHAMPION not in case.circles:
        reasons += _circle(case)
    # One seat never says a thing twice.
    return tuple(reasons if len(case.seats) < 2 else dict.fromkeys(reasons))


def _closing(case: _Case, opening: date) -> date | None:
    lasts = [rules.of_customer(seat.customer, opening, Customer.last_day) for seat in case.seats]
    known = [last for last in lasts if last is not None]
    return min(known) if known else None


def _newest_trigger(case: _Case) -> TriggerView | None:
    triggers = [trigger for seat in case.seats if (trigger := seat.customer.trigger) is not None]
    return max(triggers, key=lambda trigger: trigger.on) if triggers else None


def _opening(case: _Case, standing: Sequence[Reason]) -> date | None:
    """Find the first day without a blocker, and at a strategic account the business review from then on.

    `standing` are the blockers of the case's own day.
    """
    day, found = case.known.as_of, standing
    if not found and not case.joint:
        return day
    for _ in range(_MOST_STEPS):
        lifts = [reason.until for reason in found if reason.until is not None]
        if len(lifts) < len(found):
            return None
        if not found:
            reviews = [seat.customer.review_from(day) for seat in case.joint]
            return max((review for review in reviews if review), default=None) if reviews else day
        day = max(lifts)
        found = case.blockers(day)
    return None


def _ask_by(case: _Case) -> date | None:
    windows = (seat.customer.window_on(case.known.as_of) for seat in case.seats)
    window = next((window for window in windows if window is not None), None)
    return window.ask_by(case.known.policy.gate) if window else None


def _circle(case: _Case) -> Iterator[Reason]:
    """Say that the limits alone decide for people who are no champions, and what a promise of theirs needs now."""
    if case.circles and Circle.CHAMPION not in case.circles:
        facts = tuple([role.fact for role in case.roles])
        yield Reason("circle", _needs_no_event(case.circles), facts)
    if case.asks and (silent := chased(case.asks, case.known.as_of, case.known.limits)) is not None:
        yield silent


# There are a handful of combinations of circles.
@cache
def _needs_no_event(circles: tuple[Circle, ...]) -> str:
    names = " and ".join(_PLURALS[circle] for circle in circles)
    return f"{names} need no value event, only rest between asks."

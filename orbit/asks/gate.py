"""May we ask this connector today: the verdict with its reasons and dates.

Champions of customers stand under the rules for value events (`rules`), everybody under the limits on how much
is asked of one person (`load`). Who is in several circles stands under all that apply.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from orbit.asks import rules
from orbit.asks.grounds import grounds
from orbit.asks.load import chased, known_asks, load_reasons, slots
from orbit.asks.seat import Seat, is_over, take_seat
from orbit.asks.terms import AskState, Mode, PastAsk, Reason, Requester, Status, Verdict
from orbit.asks.wording import say_day
from orbit.book import Book, ChampionView, RoleView
from orbit.model import Circle, EntityId
from orbit.policy import Policy

__all__ = ["AskState", "Mode", "PastAsk", "Reason", "Requester", "Status", "Verdict", "verdict"]

# Every step goes forward to the day on which a rule ends; there are never more rules than this on one person.
_MOST_STEPS = 50
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
    if connector == requester.entity:
        own = Reason("own_network", "The requester knows them: nobody has to be asked.")
        return Verdict(connector, Status.OPEN, (own,))
    case = _case(connector, requester, book, as_of, policy, history)
    if not case.circles:
        stranger = Reason("not_ours", f"Was not one of our people on {say_day(as_of)}.")
        return Verdict(connector, Status.BLOCKED, (stranger,), slots=0)
    return _judged(case)


@dataclass(frozen=True, slots=True)
class _Case:
    """A connector with everything known on `as_of` that decides."""

    connector: EntityId
    as_of: date
    policy: Policy
    roles: tuple[RoleView, ...]
    circles: tuple[Circle, ...]
    seats: tuple[Seat, ...]
    left: ChampionView | None
    asks: tuple[PastAsk, ...]

    def blockers(self, day: date) -> Iterator[Reason]:
        for seat in self.seats:
            yield from rules.blockers(seat, day)
        yield from self._just_left(day)
        yield from load_reasons(self.circles, self.asks, day, self.policy.load)

    @property
    def joint(self) -> list[Seat]:
        return [seat for seat in self.seats if seat.is_strategic]

    def _just_left(self, day: date) -> Iterator[Reason]:
        if self.left is None or self.left.left_on is None:
            return
        until = self.left.left_on + timedelta(days=self.policy.gate.champion_left_days)
        if day < until:
            left = say_day(self.left.left_on)
            text = f"Left the customer on {left} and no new job is on file: wait until {say_day(until)}."
            yield Reason("champion_left", text, self.left.facts("left_on"), until)


def _case(
    connector: EntityId, requester: Requester, book: Book, as_of: date, policy: Policy, history: Sequence[PastAsk]
) -> _Case:
    roles = book.roles_of(connector, as_of)
    views = _seats(connector, roles, book, as_of)
    present = [view for view in views if not is_over(view, book, as_of)]
    former = [view for view in views if view not in present]
    held = {role.circle for role in roles}
    circles = {
        **dict.fromkeys(held, True),
        Circle.CHAMPION: bool(present),
        Circle.EX_CUSTOMER: bool(former) or Circle.EX_CUSTOMER in held,
    }
    gone = [view for view in former if view.left_on and Circle.EX_CUSTOMER not in held]
    return _Case(
        connector=connector,
        as_of=as_of,
        policy=policy,
        roles=roles,
        circles=tuple(circle for circle in Circle if circles.get(circle)),
        seats=tuple(take_seat(book, view, requester, as_of, policy.gate) for view in present),
        left=max(gone, key=lambda view: view.left_on or date.min, default=None),
        asks=tuple(known_asks(history, as_of)),
    )


def _seats(connector: EntityId, roles: Sequence[RoleView], book: Book, as_of: date) -> list[ChampionView]:
    """Every customer at which somebody is champion, also those of which a list tells nothing but that."""
    told = list(book.seats(connector, as_of))
    known = {view.company for view in told}
    bare = [
        ChampionView(connector, role.company or EntityId(""), seen_on=None)
        for role in roles
        if role.circle is Circle.CHAMPION and role.company not in known and not (role.company is None and told)
    ]
    return [*told, *bare]


def _judged(case: _Case) -> Verdict:
    standing = tuple(case.blockers(case.as_of))
    status = Status.BLOCKED if standing else Status.JOINT_MOTION if case.joint else Status.OPEN
    said = grounds(case.seats, case.as_of, allowed=not standing)
    opening = _opening(case)
    lasts = [last for seat in case.seats if opening and (last := seat.last_day(opening)) is not None]
    triggers = [trigger for seat in case.seats if (trigger := seat.trigger) is not None]
    return Verdict(
        connector=case.connector,
        status=status,
        reasons=tuple(dict.fromkeys([*standing, *said, *_circle(case)])),
        circles=case.circles,
        opens_on=None if status is Status.OPEN else opening,
        closes_on=min(lasts, default=None),
        trigger=max(triggers, key=lambda trigger: trigger.on, default=None),
        ask_by=None if standing else _ask_by(case),
        slots=slots(case.circles, case.asks, case.as_of, case.policy.load),
    )


def _opening(case: _Case) -> date | None:
    """Find the first day without a blocker, and at a strategic account the business review from then on."""
    day = case.as_of
    for _ in range(_MOST_STEPS):
        lifts = [reason.until for reason in case.blockers(day)]
        known = [lift for lift in lifts if lift is not None]
        if len(known) < len(lifts):
            return None
        if not lifts:
            reviews = [seat.review_from(day) for seat in case.joint]
            return max((review for review in reviews if review), default=None) if reviews else day
        day = max(known)
    return None


def _ask_by(case: _Case) -> date | None:
    window = next((window for seat in case.seats if (window := seat.window_on(case.as_of)) is not None), None)
    return window.ask_by(case.policy.gate) if window else None


def _circle(case: _Case) -> Iterator[Reason]:
    """Say that the limits alone decide for people who are no champions, and what a promise of theirs needs now."""
    if case.circles and Circle.CHAMPION not in case.circles:
        facts = tuple(role.fact for role in case.roles)
        names = " and ".join(_PLURALS[circle] for circle in case.circles)
        yield Reason("circle", f"{names} need no value event, only rest between asks.", facts)
    if (silent := chased(case.asks, case.as_of, case.policy.load)) is not None:
        yield silent

"""May we ask this connector today: the verdict with its reasons and dates.

Champions of customers stand under the rules for value events (`rules`), everybody under the limits on how much
is asked of one person (`load`). Who is in several circles stands under all that apply.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache

from orbit.asks.gate import rules
from orbit.asks.gate.customer import Customer
from orbit.asks.gate.known import Known, Views
from orbit.asks.gate.load import chased
from orbit.asks.gate.opening import ask_by, first_day, last_day
from orbit.asks.gate.person import Person, person_of
from orbit.asks.gate.seat import Seat, what_earned
from orbit.asks.terms import AskState, Mode, PastAsk, Reason, Requester, Status, Verdict
from orbit.asks.wording import say_day
from orbit.book import Book, ChampionView, TriggerView
from orbit.model import Circle, EntityId
from orbit.policy import GatePolicy, Policy

__all__ = ["AskState", "Gate", "Mode", "PastAsk", "Reason", "Requester", "Status", "Verdict", "verdict"]

_NO_HISTORY: Mapping[EntityId, Sequence[PastAsk]] = {}
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
    person = person_of(connector, known, history)
    if not person.circles:
        stranger = Reason("not_ours", f"Was not one of our people on {say_day(known.as_of)}.")
        return Verdict(connector, Status.BLOCKED, (stranger,), slots=0)
    return plain(person, known) or judged(person, known)


def plain(person: Person, known: Known) -> Verdict | None:
    """Say it of most people, much faster: who has at most one seat, and left none. None for all others."""
    if person.left is not None or len(person.present) > 1:
        return None
    load = () if person.slots or not person.asks else tuple(person.burden.reasons(known.as_of))
    return _seated(person, known, load) if person.present else _unseated(person, known, load)


def _unseated(person: Person, known: Known, load: tuple[Reason, ...]) -> Verdict:
    status = _status(load, is_joint=False)
    opening = first_day(known.as_of, load, (), lambda day: _blockers(person, known, (), day)) if load else None
    reasons = (*load, _no_champion(person), *_left_alone(person, known))
    return Verdict(person.connector, status, reasons, person.circles, opening, None, None, None, person.slots)


def _seated(person: Person, known: Known, load: tuple[Reason, ...]) -> Verdict:
    champion = person.present[0]
    outlook, earned = known.outlook(champion), what_earned(champion, known.policy.gate)
    customer, there = outlook.customer, outlook.blockers(champion, earned)
    standing = there + load
    grounds = outlook.grounds(champion, earned, known.requester, allowed=not standing)
    opening, closing = (outlook.opens_on, outlook.closes_on) if earned else (None, None)
    if load and earned:
        seats, joint = (known.seat(champion),), (customer,) if customer.is_strategic else ()
        opening = first_day(known.as_of, standing, joint, lambda day: _blockers(person, known, seats, day))
        closing = last_day((customer,), opening) if opening else None
    status = _status(standing, is_joint=customer.is_strategic)
    return Verdict(
        person.connector,
        status,
        (*standing, *grounds, *_left_alone(person, known)),
        person.circles,
        None if status is Status.OPEN else opening,
        closing,
        customer.trigger,
        None if standing else outlook.ask_by,
        person.slots,
    )


def judged(person: Person, known: Known) -> Verdict:
    """Say it of anybody, rule by rule and seat by seat."""
    as_of = known.as_of
    seats = [known.seat(view) for view in person.present]
    customers = [seat.customer for seat in seats]
    standing = _blockers(person, known, seats, as_of)
    joint = [customer for customer in customers if customer.is_strategic]
    status = _status(standing, is_joint=bool(joint))
    opening = first_day(as_of, standing, joint, lambda day: _blockers(person, known, seats, day))
    return Verdict(
        connector=person.connector,
        status=status,
        reasons=_reasons(person, known, seats, standing),
        circles=person.circles,
        opens_on=None if status is Status.OPEN else opening,
        closes_on=last_day(customers, opening) if opening else None,
        trigger=_newest_trigger(customers),
        ask_by=None if standing else ask_by(customers, as_of),
        slots=person.slots,
    )


def _status(standing: Sequence[Reason], *, is_joint: bool) -> Status:
    return Status.BLOCKED if standing else Status.JOINT_MOTION if is_joint else Status.OPEN


def _blockers(person: Person, known: Known, seats: Sequence[Seat], day: date) -> list[Reason]:
    found = [reason for seat in seats for reason in rules.blockers(seat, day)]
    if person.left is not None:
        found += _just_left(person.left, day, known.policy.gate)
    # Who has a slot has nothing in their way; saying what stands there is what costs time.
    if person.asks and not person.burden.slots(day):
        found += person.burden.reasons(day)
    return found


def _reasons(person: Person, known: Known, seats: Sequence[Seat], standing: Sequence[Reason]) -> tuple[Reason, ...]:
    reasons = [*standing]
    for seat in seats:
        outlook = known.outlook(seat.champion)
        reasons += outlook.grounds(seat.champion, seat.earned, known.requester, allowed=not standing)
    if not seats:
        reasons.append(_no_champion(person))
    reasons += _left_alone(person, known)
    # One seat never says a thing twice.
    return tuple(reasons if len(seats) < 2 else dict.fromkeys(reasons))


def _no_champion(person: Person) -> Reason:
    """Say that the limits alone decide."""
    facts = (person.roles[0].fact,) if len(person.roles) == 1 else tuple([role.fact for role in person.roles])
    return Reason("circle", _limits_alone(person.circles), facts)


def _left_alone(person: Person, known: Known) -> tuple[Reason, ...]:
    """Say what a promise of theirs needs now."""
    silent = chased(person.asks, known.as_of, known.limits) if person.asks else None
    return () if silent is None else (silent,)


def _just_left(champion: ChampionView, day: date, policy: GatePolicy) -> list[Reason]:
    if champion.left_on is None or day >= (until := champion.left_on + timedelta(days=policy.champion_left_days)):
        return []
    left = say_day(champion.left_on)
    text = f"Left the customer on {left} and no new job is on file: wait until {say_day(until)}."
    return [Reason("champion_left", text, champion.facts("left_on"), until)]


def _newest_trigger(customers: Iterable[Customer]) -> TriggerView | None:
    triggers = [customer.trigger for customer in customers if customer.trigger is not None]
    return max(triggers, key=lambda trigger: trigger.on) if triggers else None


# There are a handful of combinations of circles.
@cache
def _limits_alone(circles: tuple[Circle, ...]) -> str:
    names = " and ".join(_PLURALS[circle] for circle in circles)
    return f"{names} need no value event, only rest between asks."

"""Who a connector is on a day: their circles, the customers at which they are a champion, and what was asked so far."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from orbit.asks.gate.known import Known
from orbit.asks.gate.load import Burden, burden, known_asks
from orbit.asks.terms import PastAsk
from orbit.book import ChampionView, RoleView
from orbit.model import Circle, EntityId

_CIRCLES = tuple(Circle)


class Person(NamedTuple):
    """A connector as known on a day: their roles, the seats they hold, the last one that they left, and their asks."""

    connector: EntityId
    roles: tuple[RoleView, ...]
    circles: tuple[Circle, ...]
    present: Sequence[ChampionView]
    left: ChampionView | None
    asks: Sequence[PastAsk]
    burden: Burden
    slots: int


def person_of(connector: EntityId, known: Known, history: Sequence[PastAsk]) -> Person:
    """Gather what is known of a connector; `history` holds all their asks."""
    roles = known.roles_of(connector)
    views = _seats(connector, roles, known)
    former = [view for view in views if known.has_ended(view)] if views else ()
    present = [view for view in views if not known.has_ended(view)] if former else views
    circles = _circles(roles, present, former)
    left = None if not former or Circle.EX_CUSTOMER in [role.circle for role in roles] else _last_left(former)
    asks = known_asks(history, known.as_of) if history else ()
    load = burden(circles, asks, known.limits)
    return Person(connector, roles, circles, present, left, asks, load, load.slots(known.as_of))


def _last_left(former: Sequence[ChampionView]) -> ChampionView | None:
    left = [view for view in former if view.left_on]
    return max(left, key=lambda view: view.left_on or date.min, default=None)


def _circles(
    roles: Sequence[RoleView], present: Sequence[ChampionView], former: Sequence[ChampionView]
) -> tuple[Circle, ...]:
    """A champion is who has a seat now; one who had a seat is an ex-customer."""
    if len(roles) == 1 and not former and bool(present) is (roles[0].circle is Circle.CHAMPION):
        return (roles[0].circle,)
    circles: list[Circle] = [role.circle for role in roles if role.circle is not Circle.CHAMPION]
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

"""Report on target accounts that our investors and board members are bound to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from api.presenter.reports.cells import Row, company_name, heat_of, owner_of, person_name, verdict_of
from api.presenter.reports.ways import targets
from api.workspace import Scene
from orbit.graph.published_book import InvestmentRow, RoleRow, role_rows
from orbit.graph.snapshot import Kind
from orbit.model import Circle, EntityId

_BACKERS = {Circle.INVESTOR.value, Circle.BOARD.value}


class _Bond(NamedTuple):
    """What binds one of our backers to a company: a seat on its board, or the money of their fund."""

    fund: EntityId | None = None
    round: str | None = None
    led: bool = False


def investor_reach(scene: Scene, investments: Sequence[InvestmentRow]) -> list[Row]:
    """One row for each of our investors and board members at each target account they are bound to."""
    roles = [role for role in role_rows(scene.book, scene.as_of) if role.circle in _BACKERS]
    wanted = set(targets(scene))
    bonds: dict[tuple[EntityId, EntityId], list[_Bond]] = defaultdict(list)
    for account, backer, bond in (*_seats(scene, roles), *_holdings(roles, investments)):
        if account in wanted:
            bonds[account, backer].append(bond)
    rows = [_row(scene, account, backer, of_both) for (account, backer), of_both in bonds.items()]
    return sorted(rows, key=_closest)


def _seats(scene: Scene, roles: Sequence[RoleRow]) -> Iterator[tuple[EntityId, EntityId, _Bond]]:
    snapshot, here, today = scene.view.snapshot, scene.view.places, scene.as_of.toordinal()
    for backer in {EntityId(role.person) for role in roles}:
        number = snapshot.person(backer)
        if number is None:
            continue
        for place in range(int(here.person_at[number]), int(here.person_at[number + 1])):
            if here.kind[place] == Kind.BOARD and here.end[place] >= today:
                yield snapshot.company_entity(int(here.company[place])), backer, _Bond()


def _holdings(
    roles: Sequence[RoleRow], investments: Sequence[InvestmentRow]
) -> Iterator[tuple[EntityId, EntityId, _Bond]]:
    deals: dict[str, list[InvestmentRow]] = defaultdict(list)
    for deal in investments:
        deals[deal.investor].append(deal)
    for role in roles:
        if role.circle == Circle.INVESTOR.value and role.company:
            fund, backer = EntityId(role.company), EntityId(role.person)
            for deal in deals[fund]:
                yield EntityId(deal.company), backer, _Bond(fund, deal.round, deal.partner == backer)


def _row(scene: Scene, account: EntityId, backer: EntityId, bonds: Sequence[_Bond]) -> Row:
    return {
        "account": company_name(scene, account),
        "owner": owner_of(scene, account),
        "heat": heat_of(scene, account),
        "backer": person_name(scene, backer),
        "board_seat": any(bond.fund is None for bond in bonds),
        "funds": sorted({name for bond in bonds if bond.fund and (name := company_name(scene, bond.fund))}),
        "rounds": sorted({bond.round for bond in bonds if bond.round}),
        "led": any(bond.led for bond in bonds),
        "may_ask": verdict_of(scene, backer).status.value,
        "account_id": account,
        "backer_id": backer,
    }


def _closest(row: Row) -> tuple[float, str, bool, bool, str]:
    """The hottest account first, and there whoever sits on its board or led a round."""
    return -row["heat"], row["account_id"], not row["board_seat"], not row["led"], row["backer_id"]

"""Our accounts, hottest first, and one account."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from datetime import date

from api.presenter.finding.account_names import search_accounts
from api.presenter.forms import Json, account_form, heat_of, hottest, signals_form
from api.presenter.sharing.counting import colleagues_who_know
from api.workspace import Scene
from orbit.errors import UsageError
from orbit.model import EntityId
from orbit.signals import HotAccount

MOST_ACCOUNTS = 500


def accounts_answer(scene: Scene, *, limit: int, cursor: str | None, signal: tuple[str, ...]) -> Json:
    """One page of target accounts, hottest first; `cursor` is what the page before gave."""
    if not 1 <= limit <= MOST_ACCOUNTS:
        raise UsageError(f"limit must be 1 to {MOST_ACCOUNTS}, got {limit}")
    ranked = hottest(scene)
    if signal:
        ranked = [
            account for account in ranked if {part.signal.kind.value for part in account.heat.parts} & set(signal)
        ]
    start = _after(ranked, cursor)
    page = ranked[start : start + limit]
    more = start + limit < len(ranked)
    return {
        "items": [_item(scene, account.company, account.heat.value) for account in page],
        "next_cursor": _cursor(scene.as_of, page[-1]) if more else None,
    }


def account_answer(scene: Scene, number: int) -> Json:
    """One account with its signals."""
    item = _item(scene, scene.view.snapshot.company_entity(number), heat_of(scene, number).value)
    return item | {"colleagues_who_know": colleagues_who_know(scene, number)}


def search_answer(scene: Scene, text: str, limit: int) -> Json:
    """The accounts closest to what was typed, best first."""
    numbers = search_accounts(scene, text, limit)
    return {"items": [account_form(scene, number) | {"kind": _kind(scene, number)} for number in numbers]}


def _item(scene: Scene, company: EntityId, warmth: float) -> Json:
    number = scene.view.snapshot.company(company)
    account = scene.book.account(company, scene.as_of)
    named = account_form(scene, number) if number is not None else {"id": company, "name": company, "domain": None}
    return {
        **named,
        "kind": account.kind.value if account else None,
        "owner": account.owner if account else None,
        "heat": warmth,
        "signals": signals_form(scene, number, limit=3) if number is not None else [],
    }


def _kind(scene: Scene, number: int) -> str | None:
    account = scene.book.account(scene.view.snapshot.company_entity(number), scene.as_of)
    return account.kind.value if account else None


def _cursor(as_of: date, last: HotAccount) -> str:
    return base64.urlsafe_b64encode(f"{as_of.isoformat()} {last.company}".encode()).decode()


def _after(ranked: Sequence[HotAccount], cursor: str | None) -> int:
    """Where the next page begins: behind the account that the cursor names, wherever it stands now."""
    if cursor is None:
        return 0
    try:
        _, _, company = base64.urlsafe_b64decode(cursor.encode()).decode().partition(" ")
    except (binascii.Error, ValueError) as error:
        raise UsageError("cursor is not one that a page before gave; leave it out to begin again") from error
    places = [index for index, account in enumerate(ranked) if account.company == company]
    if not places:
        raise UsageError("cursor names an account that is not in this list any more; leave it out to begin again")
    return places[0] + 1

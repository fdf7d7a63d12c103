"""All target accounts, hottest first."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.web.desk import PageDep
from orbit.model import SignalKind

router = APIRouter()
_PAGE = 30


@router.get("/accounts")
def accounts(
    desk: PageDep,
    signal: Annotated[SignalKind | None, Query()] = None,
    cursor: Annotated[str | None, Query(max_length=512)] = None,
) -> Response:
    """List accounts, those with one kind of signal only where the reader wants that."""
    kinds = (signal.value,) if signal else ()
    found = desk.make(lambda: desk.presenter.accounts(as_of=desk.today, limit=_PAGE, cursor=cursor, signal=kinds))
    return desk.show(
        "accounts.html",
        items=found["items"],
        next_cursor=found["next_cursor"],
        signal=signal.value if signal else None,
        kinds=[kind.value for kind in SignalKind],
        begun=cursor is not None,
    )

"""Where a request comes from: a page of ours, another website, or no page at all."""

from __future__ import annotations

from enum import StrEnum

from starlette.datastructures import Headers

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Origin(StrEnum):
    """Who made a browser send a request; UNTOLD where nothing says, as with programs and very old browsers."""

    OURS = "ours"
    FOREIGN = "foreign"
    UNTOLD = "untold"


def origin_of(headers: Headers, address: str | None) -> Origin:
    """Tell by what browsers say of themselves; `address` is where people open the workspace, beside the Host."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return Origin.OURS if site in {"same-origin", "none"} else Origin.FOREIGN
    told = headers.get("origin")
    if told is None:
        return Origin.UNTOLD
    own = {f"{scheme}://{headers.get('host', '')}".lower() for scheme in ("http", "https")} | {address}
    return Origin.OURS if told.lower() in own else Origin.FOREIGN


def is_typed_or_followed(headers: Headers, method: str) -> bool:
    """Say whether somebody opens a page in their browser, be it by a link on another website."""
    return method == "GET" and headers.get("sec-fetch-mode") == "navigate"

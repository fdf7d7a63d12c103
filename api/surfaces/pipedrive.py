"""Pipedrive's custom panel: an address whose token, a JWT with HS256, says which user of which company opened it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from api.surfaces.connections import Connection
from api.surfaces.launch import Launch, Refusal, Surface
from api.surfaces.tokens import read_signed

# Their clock and ours may differ by this much.
LEEWAY = timedelta(seconds=30)
_RESOURCES = frozenset({"deal", "person", "organization"})
_NUMBER = re.compile(r"[0-9]{1,20}", re.ASCII)
_USER = re.compile(r"[0-9A-Za-z-]{0,40}", re.ASCII)


def panel_launch(query: Mapping[str, str], connection: Connection, now: datetime) -> Launch | Refusal:
    """Return who looks at which record of which company, once the token is found true."""
    token = query.get("token", "")
    claims = read_signed(token, connection.secret.encode(), now, LEEWAY)
    if isinstance(claims, Refusal):
        return claims
    over = datetime.fromtimestamp(claims["exp"], UTC) + LEEWAY
    if str(claims.get("companyId", "")) != connection.instance:
        return Refusal.ELSEWHERE
    # Its `id` is that of the frame; the record is the one that is selected.
    key = record_key(connection.instance, query.get("resource", ""), query.get("selectedIds", ""))
    user = str(claims.get("userId", ""))
    if key is None or not _USER.fullmatch(user):
        return Refusal.MALFORMED
    # A token is made anew each time a panel opens, but two panels that open in one second bear the same.
    return Launch(Surface.PIPEDRIVE, f"pipedrive:{user}", key, f"{token} {key}", over)


def record_key(company: str, resource: str, chosen: str) -> str | None:
    """Return the look-up key of a record; None where these can be no record's."""
    if resource not in _RESOURCES or not _NUMBER.fullmatch(chosen):
        return None
    return f"pipedrive:{company}:{resource}:{chosen}"

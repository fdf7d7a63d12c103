"""HubSpot: requests that it signs (version 3), and the records that its cards stand on."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

from api.surfaces.connections import Connection
from api.surfaces.launch import Launch, Refusal, Surface

SIGNATURE, TIMESTAMP = "x-hubspot-signature-v3", "x-hubspot-request-timestamp"
LONGEST = timedelta(seconds=300)
# HubSpot signs the address with these codes decoded; the mark that begins the query is no code.
_DECODED = {
    "%3A": ":",
    "%2F": "/",
    "%3F": "?",
    "%40": "@",
    "%21": "!",
    "%24": "$",
    "%27": "'",
    "%28": "(",
    "%29": ")",
    "%2A": "*",
    "%2C": ",",
    "%3B": ";",
}
_CODE = re.compile("|".join(_DECODED), re.IGNORECASE)
_MILLISECONDS = re.compile(r"[0-9]{1,15}", re.ASCII)
_OBJECTS = {"0-1": "contact", "0-2": "company", "contacts": "contact", "companies": "company"}
_NUMBER = re.compile(r"[0-9]{1,20}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Signed:
    """A request as HubSpot sent it; `uri` is the whole address, with scheme, host and query."""

    method: str
    uri: str
    body: str
    timestamp: str


def signature(request: Signed, secret: str) -> str:
    """Return the version 3 signature: base64 of HMAC-SHA256 over method, address, body and timestamp."""
    address = _CODE.sub(lambda code: _DECODED[code[0].upper()], request.uri)
    text = f"{request.method}{address}{request.body}{request.timestamp}"
    return base64.b64encode(hmac.digest(secret.encode(), text.encode(), hashlib.sha256)).decode()


def card_launch(request: Signed, told: str, connection: Connection, now: datetime) -> Launch | Refusal:
    """Return who looks at which record of which portal, once its signature is found true."""
    if not _MILLISECONDS.fullmatch(request.timestamp):
        return Refusal.MALFORMED
    if not hmac.compare_digest(signature(request, connection.secret).encode(), told.encode()):
        return Refusal.FORGED
    sent = datetime.fromtimestamp(int(request.timestamp) / 1000, UTC)
    if abs(now - sent) > LONGEST:
        return Refusal.EXPIRED if sent < now else Refusal.EARLY
    query = parse_qs(request.uri.partition("?")[2])
    # HubSpot adds the portal that it speaks for; a card that names another one besides is not believed.
    if set(query.get("portalId", ())) != {connection.instance}:
        return Refusal.ELSEWHERE
    key = record_key(connection.instance, _only(query, "objectTypeId"), _only(query, "objectId"))
    user = _only(query, "userEmail").casefold()
    # HubSpot adds the user too: who adds another one would be nobody, and so not be known as switched off.
    if key is None or (not user and "userEmail" in query):
        return Refusal.MALFORMED
    launch = Launch(Surface.HUBSPOT, user, key, told, sent + LONGEST)
    return launch if launch.is_readable else Refusal.MALFORMED


def record_key(portal: str, object_type: str, object_id: str) -> str | None:
    """Return the look-up key of a record; None where these can be no record's."""
    kind = _OBJECTS.get(object_type.casefold(), object_type.casefold())
    if not _NUMBER.fullmatch(object_id) or not re.fullmatch(r"[a-z0-9-]{1,40}", kind):
        return None
    return f"hubspot:{portal}:{kind}:{object_id}"


def _only(query: Mapping[str, Sequence[str]], name: str) -> str:
    """What a parameter says; nothing where it is said in two ways."""
    told = set(query.get(name, ()))
    return told.pop() if len(told) == 1 else ""

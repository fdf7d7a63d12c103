"""Salesforce Canvas: the signed request, the ids in their two lengths, and the record behind the panel."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from api.surfaces.connections import Connection
from api.surfaces.launch import Launch, Refusal, Surface

# A signed request tells no time that may be relied on, so it is remembered for long instead.
REMEMBERED = timedelta(days=400)
_ALGORITHM = "HMACSHA256"
_ID = re.compile(r"[A-Za-z0-9]{15}(?:[A-Za-z0-5]{3})?", re.ASCII)
_CHECKSUM = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_BY_PREFIX = {"001": "account", "003": "contact", "006": "opportunity", "00Q": "lead"}


def read_signed_request(text: str, secret: str) -> Mapping[str, Any] | Refusal:
    """Return what a signed request says: base64 of an HMAC-SHA256, a point, and base64 of JSON."""
    told, point, payload = text.partition(".")
    if not point:
        return Refusal.MALFORMED
    wanted = hmac.digest(secret.encode(), payload.encode(), hashlib.sha256)
    try:
        given = base64.b64decode(told, validate=True)
    except (binascii.Error, ValueError):
        return Refusal.MALFORMED
    if not hmac.compare_digest(wanted, given):
        return Refusal.FORGED
    try:
        said = json.loads(base64.b64decode(payload, validate=True))
    except (binascii.Error, ValueError, RecursionError):
        return Refusal.MALFORMED
    return said if isinstance(said, dict) and said.get("algorithm") == _ALGORITHM else Refusal.MALFORMED


def canvas_launch(text: str, connection: Connection, now: datetime) -> Launch | Refusal:
    """Return who looks at which record of which organization, once the request's signature is found true."""
    said = read_signed_request(text, connection.secret)
    if isinstance(said, Refusal):
        return said
    context = _part(said, "context")
    here, there = full_id(connection.instance), full_id(_text(_part(context, "organization"), "organizationId"))
    if there is None:
        return Refusal.MALFORMED
    if here != there:
        return Refusal.ELSEWHERE
    user = _part(context, "user")
    who = _text(user, "email").casefold() or f"salesforce:{_text(user, 'userId') or _text(said, 'userId')}"
    mark, record = text.partition(".")[0], _record_key(there, _part(context, "environment"))
    launch = Launch(Surface.SALESFORCE, who, record, mark, now + REMEMBERED)
    return launch if launch.is_readable else Refusal.MALFORMED


def full_id(text: str) -> str | None:
    """Return an id with its 18 characters: the last three tell which of the first fifteen are capitals.

    None where it is no id, or where the last three do not fit the first fifteen.
    """
    if not _ID.fullmatch(text):
        return None
    own = text[:15]
    groups = (own[start : start + 5] for start in (0, 5, 10))
    whole = own + "".join(
        _CHECKSUM[sum(letter.isupper() << place for place, letter in enumerate(group))] for group in groups
    )
    return whole if text[15:].upper() in {"", whole[15:]} else None


def record_key(organization: str, record: str, kind: str = "") -> str:
    """Return the look-up key of a record; empty where it is none that people or companies have."""
    whole = full_id(record)
    object_ = kind.casefold() or _BY_PREFIX.get(record[:3], "")
    return f"salesforce:{organization}:{object_}:{whole}" if whole and re.fullmatch(r"\w{1,80}", object_) else ""


def _record_key(organization: str, environment: Mapping[str, Any]) -> str:
    """The account that a record belongs to, where the page sends it along, else the record itself."""
    record = _part(environment, "record")
    account = _text(record, "AccountId") or _text(_part(environment, "parameters"), "AccountId")
    own, kind = _text(record, "Id"), _text(_part(record, "attributes"), "type")
    of_person = kind == "Contact" or own.startswith("003")
    if account and not of_person:
        return record_key(organization, account, "account")
    return record_key(organization, own, kind)


def _part(said: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = said.get(name)
    return part if isinstance(part, dict) else {}


def _text(said: Mapping[str, Any], name: str) -> str:
    text = said.get(name)
    return text if isinstance(text, str) else ""

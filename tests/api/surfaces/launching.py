"""Launches as the vendors sign them, for tests of those who read them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from typing import Any

from api.surfaces.connections import Connection, new_connection
from api.surfaces.launch import Surface

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
SECRET = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy"  # noqa: S105  as in the vendors' own examples
ORGANIZATION = "00D000000000001EAA"
PORTAL, COMPANY = "62515", "8123456"
INTRANET, EXTENSION = "https://intranet.example.com", f"chrome-extension://{'a' * 32}"


def connection(surface: Surface, instance: str) -> Connection:
    """Return a connected surface."""
    return new_connection(surface, secret=SECRET, instance=instance, frames=())


def canvas(secret: str = SECRET, **changes: Any) -> str:
    """Return a signed request for the record of an account; `changes` replace whole parts of it."""
    said = {
        "algorithm": "HMACSHA256",
        "issuedAt": None,
        "userId": "005000000000001AAA",
        "client": {"instanceUrl": "https://tidewell.my.salesforce.com", "oauthToken": "never read"},
        "context": {
            "user": {"userId": "005000000000001AAA", "email": "Ana.Ruiz@tidewell.example", "fullName": "Ana Ruiz"},
            "organization": {"organizationId": ORGANIZATION},
            "environment": {"record": {"attributes": {"type": "Account"}, "Id": "001Qy00000AbCdEIAV"}},
        },
        **changes,
    }
    return sealed(json.dumps(said), secret)


def sealed(text: str, secret: str = SECRET) -> str:
    """Sign any text as Salesforce signs its requests."""
    payload = base64.b64encode(text.encode()).decode()
    mac = base64.b64encode(hmac.digest(secret.encode(), payload.encode(), hashlib.sha256)).decode()
    return f"{mac}.{payload}"


def token(secret: str = SECRET, *, header: dict[str, Any] | None = None, **changes: Any) -> str:
    """Return a JWT as Pipedrive makes them, put together by hand."""
    claims = {"userId": 7, "companyId": int(COMPANY), "exp": int((NOW + timedelta(minutes=5)).timestamp()), **changes}
    return jwt(claims, secret, header)


def seconds(moment: datetime) -> int:
    """Return a moment as tokens tell it."""
    return int(moment.timestamp())


def claims_of(text: str) -> dict[str, Any]:
    """Return what a JWT says."""
    said: dict[str, Any] = json.loads(base64.urlsafe_b64decode(text.split(".")[1] + "=="))
    return said


def jwt(claims: Any, secret: str, header: dict[str, Any] | None = None) -> str:
    """Return a JWT put together by hand, signed by the algorithm that its header names."""
    named = {"alg": "HS256", "typ": "JWT"} if header is None else header
    signed = f"{_b64(json.dumps(named))}.{_b64(claims if isinstance(claims, str) else json.dumps(claims))}"
    hash_ = {"HS384": hashlib.sha384, "HS512": hashlib.sha512}.get(str(named.get("alg")), hashlib.sha256)
    mac = hmac.digest(secret.encode(), signed.encode(), hash_)
    return f"{signed}.{base64.urlsafe_b64encode(mac).decode().rstrip('=')}"


def _b64(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

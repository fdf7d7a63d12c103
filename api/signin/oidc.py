"""Signing in by an identity provider: OpenID Connect, authorization code with PKCE, state and nonce."""

from __future__ import annotations

import base64
import hmac
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast
from urllib.parse import quote

from orbit.errors import UsageError
from orbit.settings import OidcSettings

CALLBACK = "/sign-in/oidc/callback"
LASTS = timedelta(minutes=10)
_SECONDS = 5.0
_LEEWAY = 60
# What a provider signs with; none of them lets the client's own secret sign.
_ALGORITHMS = ("RS256", "PS256", "ES256", "RS384", "PS384", "ES384", "RS512", "PS512", "ES512", "Ed25519", "EdDSA")
_MARK = "oidc."


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the provider says that somebody is."""

    email: str
    name: str


@dataclass(frozen=True, slots=True)
class Departure:
    """Where to send the browser, and what its cookie keeps until it is back."""

    url: str = field(repr=False)
    cookie: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Pending:
    """A sign-in under way, as the cookie keeps it; what must not be known is worked out from it with a key of ours."""

    state: str
    until: int
    next: str

    def text(self, key: bytes) -> str:
        """Write it down, sealed."""
        body = _encoded(json.dumps([self.state, self.until, self.next]).encode())
        return f"{_MARK}{body}.{_encoded(hmac.digest(key, body.encode(), 'sha256'))}"

    @classmethod
    def read(cls, text: str | None, key: bytes) -> Pending | None:
        """Read what was sealed; None for anything else."""
        body, _, seal = (text or "").removeprefix(_MARK).partition(".")
        if not body or not hmac.compare_digest(_encoded(hmac.digest(key, body.encode(), "sha256")), seal):
            return None
        return cls(*json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))))


class Oidc:
    """One identity provider; `address` is ours, `now` a clock. What it publishes of itself is read once in a while."""

    def __init__(self, settings: OidcSettings, address: str, now: Callable[[], datetime]) -> None:
        self.settings = settings
        self._back = f"{address}{CALLBACK}"
        self._now = now
        self._key = hmac.digest(settings.secret.encode(), b"orbit sign-in", "sha256")
        self._published: tuple[datetime, dict[str, Any]] | None = None

    def depart(self, next_: str) -> Departure:
        """Begin a sign-in that ends at the page `next_`; raises UsageError."""
        from authlib.oauth2.rfc7636 import create_s256_code_challenge

        pending = Pending(secrets.token_urlsafe(24), int((self._now() + LASTS).timestamp()), next_)
        fields = {
            "response_type": "code",
            "client_id": self.settings.client,
            "redirect_uri": self._back,
            "scope": "openid email profile",
            "state": pending.state,
            "nonce": self._derived("nonce", pending),
            "code_challenge": create_s256_code_challenge(self._derived("verifier", pending)),
            "code_challenge_method": "S256",
        }
        query = "&".join(f"{name}={quote(value, safe='')}" for name, value in fields.items())
        goal = self._endpoint("authorization_endpoint")
        return Departure(f"{goal}{'&' if '?' in goal else '?'}{query}", pending.text(self._key))

    def arrive(self, cookie: str | None, query: Mapping[str, str]) -> tuple[Identity, str]:
        """Finish a sign-in: who it is, and the page that was wanted; raises UsageError."""
        pending = Pending.read(cookie, self._key)
        if pending is None or pending.until < self._now().timestamp():
            raise UsageError("This sign-in took too long, or began in another browser. Try again.")
        if not hmac.compare_digest(pending.state.encode(), query.get("state", "").encode()):
            raise UsageError("This sign-in does not belong to the one that began here. Try again.")
        # A provider that names itself in its answer must be the right one (RFC 9207).
        if query.get("iss", self.settings.issuer).rstrip("/") != self.settings.issuer:
            raise UsageError("The answer comes from another identity provider. Try again.")
        if not query.get("code"):
            raise UsageError("The identity provider did not sign you in. Try again, or ask an admin.")
        return self._identity(self._claims(query["code"], pending)), pending.next

    def _claims(self, code: str, pending: Pending) -> Mapping[str, Any]:
        from joserfc import jwt
        from joserfc.errors import JoseError

        token = self._id_token(code, self._derived("verifier", pending))
        expected = jwt.JWTClaimsRegistry(
            now=int(self._now().timestamp()),
            leeway=_LEEWAY,
            iss={"essential": True, "value": self._metadata()["issuer"]},
            aud={"essential": True, "value": self.settings.client},
            exp={"essential": True},
            nonce={"essential": True, "value": self._derived("nonce", pending)},
        )
        try:
            read = jwt.decode(token, self._keys(), algorithms=_ALGORITHMS)
            expected.validate(read.claims)
        except (JoseError, ValueError) as error:
            raise UsageError("The identity provider's answer cannot be trusted. Try again, or ask an admin.") from error
        if read.claims.get("azp", self.settings.client) != self.settings.client:
            raise UsageError("The identity provider's answer is meant for another program. Ask an admin.")
        return read.claims

    def _identity(self, claims: Mapping[str, Any]) -> Identity:
        email, name = claims.get("email"), claims.get("name")
        if not isinstance(email, str) or not email:
            raise UsageError("The identity provider did not tell your e-mail address. Ask an admin.")
        if claims.get("email_verified") is not True and not self._may_be_unconfirmed(claims):
            raise UsageError("The identity provider has not confirmed your e-mail address. Ask an admin.")
        return Identity(email, name if isinstance(name, str) and name.strip() else email)

    def _may_be_unconfirmed(self, claims: Mapping[str, Any]) -> bool:
        """Some providers of companies never say whether an address is confirmed; one that says no is believed."""
        return self.settings.unconfirmed and "email_verified" not in claims

    def _id_token(self, code: str, verifier: str) -> str:
        import httpx2
        from authlib.integrations.base_client import OAuthError
        from authlib.integrations.httpx_client import OAuth2Client

        method = self._metadata().get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        client = OAuth2Client(
            self.settings.client,
            self.settings.secret,
            redirect_uri=self._back,
            token_endpoint_auth_method="client_secret_basic"
            if "client_secret_basic" in method
            else "client_secret_post",
            timeout=_SECONDS,
        )
        with client:
            try:
                told = client.fetch_token(self._endpoint("token_endpoint"), code=code, code_verifier=verifier)
            except (OAuthError, httpx2.HTTPError, ValueError) as error:
                raise UsageError("The identity provider did not confirm the sign-in. Try again.") from error
        return str(told.get("id_token", ""))

    def _keys(self) -> Any:
        """Read the provider's keys anew for each sign-in: they may have been changed since the last one."""
        from joserfc.jwk import KeySet

        return KeySet.import_key_set(cast("Any", _fetched(self._endpoint("jwks_uri"))))

    def _endpoint(self, name: str) -> str:
        found = self._metadata().get(name)
        if not isinstance(found, str) or not found.startswith(_prefix(self.settings.issuer)):
            raise UsageError("The identity provider is not set up as it should be. Ask an admin.")
        return found

    def _metadata(self) -> dict[str, Any]:
        at = self._now()
        if self._published is None or at - self._published[0] > timedelta(hours=1):
            told = _fetched(f"{self.settings.issuer}/.well-known/openid-configuration")
            if str(told.get("issuer", "")).rstrip("/") != self.settings.issuer:
                raise UsageError(
                    "The identity provider goes by another name than the one that is set up. Ask an admin."
                )
            self._published = (at, told)
        return self._published[1]

    def _derived(self, what: str, pending: Pending) -> str:
        return _encoded(hmac.digest(self._key, f"{what} {pending.state}".encode(), "sha256"))


def _fetched(url: str) -> dict[str, Any]:
    import httpx2

    try:
        answer = httpx2.get(url, timeout=_SECONDS)
        answer.raise_for_status()
        told = answer.json()
    except (httpx2.HTTPError, httpx2.InvalidURL, ValueError) as error:
        raise UsageError("The identity provider cannot be reached. Try again in a moment.") from error
    if not isinstance(told, dict):
        raise UsageError("The identity provider cannot be understood. Ask an admin.")
    return told


def _prefix(issuer: str) -> str:
    """What every address of the provider begins with: none is less safe than its name."""
    return "https://" if issuer.startswith("https://") else "http"


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")

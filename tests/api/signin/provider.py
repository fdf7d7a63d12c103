"""An identity provider of our own on this machine, that says whatever a test wants it to say."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

from joserfc import jwk, jwt

CLIENT, CLIENT_PHRASE = "orbit-client", "made up for tests"


@dataclass
class Provider:
    """What it publishes and says; `claims` are added to, or stand in place of, those that are right."""

    url: str = ""
    key: jwk.RSAKey = field(default_factory=lambda: jwk.RSAKey.generate_key(2048, {"kid": "one", "alg": "RS256"}))
    signs_with: jwk.RSAKey | None = None
    algorithm: str = "RS256"
    claims: dict[str, Any] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    published: dict[str, Any] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    now: int = 0

    def authorize(self, url: str) -> dict[str, str]:
        """Take in where a browser was sent; return what it brings back."""
        self.asked = dict(parse_qsl(urlsplit(url).query))
        return {"code": "code-1", "state": self.asked["state"]}

    def metadata(self) -> dict[str, Any]:
        """What it publishes of itself."""
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            **self.published,
        }

    def token(self, form: dict[str, list[str]], login: str) -> tuple[int, dict[str, Any]]:
        """Give the token for a code to who knows the verifier and the client's secret."""
        verifier = form.get("code_verifier", [""])[0]
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        known = base64.b64encode(f"{CLIENT}:{CLIENT_PHRASE}".encode()).decode()
        fits = form["code"] == ["code-1"] and challenge == self.asked["code_challenge"] and login == f"Basic {known}"
        if not fits or form["redirect_uri"] != [self.asked["redirect_uri"]]:
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": "a", "token_type": "Bearer", "expires_in": 60, "id_token": self.id_token()}

    def id_token(self) -> str:
        """Say who somebody is."""
        right = {
            "iss": self.url,
            "aud": CLIENT,
            "sub": "1",
            "iat": self.now,
            "exp": self.now + 300,
            "nonce": self.asked["nonce"],
            "email": "ida@example.com",
            "email_verified": True,
            "name": "Ida Berg",
        }
        claims = {name: value for name, value in {**right, **self.claims}.items() if name not in self.without}
        if self.algorithm == "none":
            return ".".join([*(_encoded(part) for part in ({"alg": "none"}, claims)), ""])
        key = self.signs_with or self.key
        return jwt.encode({"alg": self.algorithm, "kid": "one"}, claims, key, algorithms=[self.algorithm])


def _encoded(part: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


@contextmanager
def serving(provider: Provider) -> Iterator[Provider]:
    """Serve a provider on this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            keys = {"keys": [provider.key.as_dict(private=False)]}
            pages = {"/.well-known/openid-configuration": provider.metadata(), "/keys": keys}
            self._answer(200 if self.path in pages else 404, pages.get(self.path, {}))

        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self._answer(*provider.token(form, self.headers.get("Authorization", "")))

        def _answer(self, status: int, told: dict[str, Any]) -> None:
            body = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  as the server calls it
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        provider.url = f"http://127.0.0.1:{server.server_port}"
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

"""A request as it is sent over HTTP to the served story, byte by byte, and what came back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http.client import HTTPConnection
from itertools import count

from api.presenter import AsksWanted
from api.surfaces.launch import Surface
from orbit.access import ApiKey
from tests.api.surfaces.conftest import Served

# Each surface has its own secret, so that one can be tried for another.
SECRETS: Mapping[Surface, str] = {surface: f"{surface.value}, only a test's secret" for surface in Surface}


@dataclass(frozen=True)
class Sent:
    """A request."""

    method: str
    path: str
    headers: tuple[tuple[str, bytes], ...] = ()
    body: bytes = b""


@dataclass(frozen=True)
class Answer:
    """What came back; the server itself answers without headers of ours what is no HTTP."""

    status: int
    headers: tuple[tuple[str, str], ...]
    text: str

    def header(self, name: str) -> str:
        """Return a header."""
        return ", ".join(value for told, value in self.headers if told.lower() == name.lower())


@dataclass
class Stage:
    """The served story, its port, and a number for each launch, so that no two are the same."""

    served: Served
    port: int
    numbers: count[int] = field(default_factory=count)

    @property
    def base(self) -> str:
        """The address at which it is served."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def now(self) -> datetime:
        """The moment that its clock shows."""
        return self.served.now

    def send(self, sent: Sent) -> Answer:
        """Send a request with these very bytes; a client of ours would mend some of them."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.putrequest(sent.method, sent.path, skip_accept_encoding=True)
            for name, value in (*sent.headers, ("Content-Length", str(len(sent.body)).encode())):
                connection.putheader(name, value)
            connection.endheaders(sent.body)
            answer = connection.getresponse()
            return Answer(answer.status, tuple(answer.getheaders()), answer.read().decode("utf-8"))
        except (BrokenPipeError, ConnectionResetError):
            # The server has hung up in the middle of it.
            return Answer(400, (), "")
        finally:
            connection.close()

    def kept(self) -> tuple[object, ...]:
        """Return all that a refused launch must leave as it is: facts, asks, users, and which launches were used."""
        store, home = self.served.workspace.store, self.served.home
        asks = self.served.presenter.asks(AsksWanted(limit=100), rep=None, as_of=self.now.date())["items"]
        used = sorted(file.name for file in (home / "launches").rglob("*"))
        return store.revision(), asks, store.users(), store.keys(), used, self.served.connections.all()

    def keep(self, key: ApiKey) -> None:
        """Keep an API key as it is now."""
        with self.served.workspace.store.writing() as batch:
            batch.put_key(key)

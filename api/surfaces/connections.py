"""What a workspace knows of each CRM: the secret it signs with, which account of it is ours, who may frame the panel.

Both files lie in the workspace's folder, for its owner alone. They are no part of the store, so that neither a backup
nor a copy of the data carries a secret.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from api.surfaces.launch import Surface
from orbit.errors import UsageError

_SETTINGS, _KEY = "surfaces.json", "surfaces.key"
_SHORTEST_SECRET, _LONGEST_SECRET = 16, 512
_FOR_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_ANCESTOR = re.compile(
    r"https://(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::[0-9]{1,5})?"
    r"|http://(?:localhost|127\.0\.0\.1)(?::[0-9]{1,5})?"
    r"|chrome-extension://[a-p]{32}",
    re.ASCII,
)
_INSTANCE = re.compile(r"[A-Za-z0-9]{1,40}", re.ASCII)

# Which pages hold the panel, unless the workspace says otherwise.
FRAMES: Mapping[Surface, tuple[str, ...]] = {
    Surface.HUBSPOT: (
        "https://app.hubspot.com",
        "https://app-eu1.hubspot.com",
        "https://app-na2.hubspot.com",
        "https://app-na3.hubspot.com",
        "https://app-ap1.hubspot.com",
    ),
    Surface.SALESFORCE: ("https://*.lightning.force.com", "https://*.my.salesforce.com"),
    Surface.PIPEDRIVE: ("https://*.pipedrive.com",),
    Surface.CHROME: (),
    Surface.EMBED: (),
}
SIGNING = frozenset({Surface.HUBSPOT, Surface.SALESFORCE, Surface.PIPEDRIVE})


@dataclass(frozen=True, slots=True)
class Connection:
    """One connected surface; those that sign their launches have a secret and an instance: portal, org or company."""

    surface: Surface
    frames: tuple[str, ...]
    instance: str = ""
    secret: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if not all(map(_ANCESTOR.fullmatch, self.frames)):
            raise UsageError(
                "a page that may hold the panel is written as https://host, https://*.host or chrome-extension://ID"
            )
        if self.surface not in SIGNING:
            return
        if not _INSTANCE.fullmatch(self.instance):
            raise UsageError(f"{self.surface} needs --instance: the id of your {_WORD[self.surface]}")
        if not _SHORTEST_SECRET <= len(self.secret) <= _LONGEST_SECRET or not self.secret.isprintable():
            raise UsageError(
                f"the secret of {self.surface} has {_SHORTEST_SECRET} to {_LONGEST_SECRET} letters, no blanks"
            )


_WORD = {Surface.HUBSPOT: "portal", Surface.SALESFORCE: "organization", Surface.PIPEDRIVE: "company"}


@dataclass(frozen=True, slots=True)
class Connections:
    """The connected surfaces of the workspace in a folder; read anew each time, so that a change works at once."""

    home: Path

    def all(self) -> dict[Surface, Connection]:
        """Return what is connected, by surface; raises UsageError where others on this machine could read it."""
        return {
            Surface(name): Connection(
                Surface(name), tuple(told["frames"]), instance=told["instance"], secret=told["secret"]
            )
            for name, told in self._read().get("surfaces", {}).items()
        }

    def find(self, surface: Surface) -> Connection | None:
        """Return one connected surface."""
        return self.all().get(surface)

    def frames(self, surface: Surface) -> tuple[str, ...]:
        """Return which pages may hold the panel of a surface."""
        found = self.find(surface)
        return () if found is None else found.frames

    @property
    def all_frames(self) -> tuple[str, ...]:
        """Every page that may hold the panel of any surface."""
        return tuple(dict.fromkeys(frame for one in self.all().values() for frame in one.frames))

    def put(self, connection: Connection) -> None:
        """Connect a surface, or connect it anew."""
        told = self._read()
        form = {name: value for name, value in asdict(connection).items() if name != "surface"}
        self._write({**told, "surfaces": {**told.get("surfaces", {}), connection.surface.value: form}})

    def remove(self, surface: Surface) -> bool:
        """Forget a surface with its secret; say whether it was connected."""
        told = self._read()
        rest = {name: form for name, form in told.get("surfaces", {}).items() if name != surface}
        self._write({**told, "surfaces": rest})
        return surface in told.get("surfaces", {})

    def signing_key(self) -> bytes:
        """Return the key that our own tokens are signed with; the first who asks makes it."""
        file = self.home / _KEY
        if not file.exists():
            made = self._aside(secrets.token_hex(32))
            # Whoever comes second finds the first one's key and takes that.
            with suppress(FileExistsError):
                os.link(made, file)
            made.unlink()
        return _private(file).encode()

    def _read(self) -> dict[str, Any]:
        file = self.home / _SETTINGS
        if not file.exists():
            return {}
        told: dict[str, Any] = json.loads(_private(file))
        return told

    def _write(self, told: Mapping[str, Any]) -> None:
        self._aside(json.dumps(told, indent=1, sort_keys=True)).replace(self.home / _SETTINGS)

    def _aside(self, text: str) -> Path:
        """Write a file that nobody else may read, under a name that nobody else knows."""
        file = self.home / f".{_SETTINGS}-{secrets.token_hex(8)}"
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())
        return file


def new_connection(surface: Surface, *, secret: str, instance: str, frames: tuple[str, ...]) -> Connection:
    """Return a connection as its settings say, with the usual frames where they name none."""
    return Connection(surface, frames or FRAMES[surface], instance=instance, secret=secret)


def _private(file: Path) -> str:
    """Read a file that must be nobody else's to read; a secret that others have read is none."""
    if os.name == "posix" and stat.S_IMODE(file.stat().st_mode) & _FOR_OTHERS:
        raise UsageError(f"Others on this machine can read {file.name}. Mend that with: chmod 600 {file}")
    return file.read_text(encoding="utf-8")

"""Where the workspace is. The only module that reads the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from orbit.errors import UsageError
from orbit.store.open import with_password

HOME_VARIABLE = "ORBIT_HOME"
STORE_VARIABLE = "ORBIT_STORE"
LOGIN_VARIABLE = "ORBIT_NEO4J_PASSWORD"
RANKING_VARIABLE = "ORBIT_RANKING"
_STORE_FILE = "orbit.db"


class Ranking(StrEnum):
    """Where ways into accounts are ranked: in this process, or in the Neo4j that the store is."""

    ENGINE = "engine"
    DATABASE = "database"


@dataclass(frozen=True, slots=True)
class Settings:
    """The workspace folder, the address of its store, and where ways are ranked."""

    home: Path
    store: str = field(repr=False)
    ranking: Ranking = Ranking.ENGINE

    @property
    def policy(self) -> Path:
        """The workspace's own policy values."""
        return self.home / "policy.toml"

    @property
    def learned(self) -> Path:
        """Policy values that were learned from asks; the workspace's own stand above them."""
        return self.home / "learned.toml"

    @property
    def derived(self) -> Path:
        """What can be made again from the store."""
        return self.home / "derived"

    @property
    def rejects(self) -> Path:
        """Where imports leave the rows that they could not use."""
        return self.home / "rejects"


def read_settings(home: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """Take the workspace from `home`, else from ORBIT_HOME, else `~/.orbit`; the store from ORBIT_STORE, else in it.

    The password of a Neo4j database may stand in its address or in ORBIT_NEO4J_PASSWORD. Raises UsageError where
    ORBIT_RANKING names no place to rank in.
    """
    variables = _variables(environ)
    folder = home or Path(variables.get(HOME_VARIABLE) or Path.home() / ".orbit")
    folder = folder.expanduser()
    store = variables.get(STORE_VARIABLE) or str(folder / _STORE_FILE)
    return Settings(folder, full_address(store, environ), _ranking(variables.get(RANKING_VARIABLE)))


def full_address(store: str, environ: Mapping[str, str] | None = None) -> str:
    """The address of a store, with the password from ORBIT_NEO4J_PASSWORD where it is a Neo4j's and has none."""
    return with_password(store, _variables(environ).get(LOGIN_VARIABLE))


def _ranking(told: str | None) -> Ranking:
    wanted = told or Ranking.ENGINE.value
    if wanted not in {*Ranking}:
        raise UsageError(f"{RANKING_VARIABLE} must be {' or '.join(Ranking)}, not {wanted!r}")
    return Ranking(wanted)


def _variables(environ: Mapping[str, str] | None) -> Mapping[str, str]:
    return os.environ if environ is None else environ

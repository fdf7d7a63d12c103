"""Where the workspace is. The only module that reads the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HOME_VARIABLE = "ORBIT_HOME"
STORE_VARIABLE = "ORBIT_STORE"
_STORE_FILE = "orbit.db"


@dataclass(frozen=True, slots=True)
class Settings:
    """The workspace folder and the address of its store."""

    home: Path
    store: str

    @property
    def policy(self) -> Path:
        """The workspace's own policy values."""
        return self.home / "policy.toml"

    @property
    def derived(self) -> Path:
        """What can be made again from the store."""
        return self.home / "derived"

    @property
    def rejects(self) -> Path:
        """Where imports leave the rows that they could not use."""
        return self.home / "rejects"


def read_settings(home: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """Take the workspace from `home`, else from ORBIT_HOME, else `~/.orbit`; the store from ORBIT_STORE, else in it."""
    variables = os.environ if environ is None else environ
    folder = home or Path(variables.get(HOME_VARIABLE) or Path.home() / ".orbit")
    folder = folder.expanduser()
    return Settings(folder, variables.get(STORE_VARIABLE) or str(folder / _STORE_FILE))

"""Where the workspace is. The only module that reads the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from orbit.errors import UsageError
from orbit.store.open import with_password

HOME_VARIABLE = "ORBIT_HOME"
STORE_VARIABLE = "ORBIT_STORE"
LOGIN_VARIABLE = "ORBIT_NEO4J_PASSWORD"
RANKING_VARIABLE = "ORBIT_RANKING"
ADDRESS_VARIABLE = "ORBIT_ADDRESS"
ISSUER_VARIABLE = "ORBIT_OIDC_ISSUER"
CLIENT_VARIABLE = "ORBIT_OIDC_CLIENT"
CLIENT_LOGIN_VARIABLE = "ORBIT_OIDC_SECRET"
DOMAIN_VARIABLE = "ORBIT_OIDC_DOMAIN"
UNCONFIRMED_VARIABLE = "ORBIT_OIDC_UNCONFIRMED"
_STORE_FILE = "orbit.db"


class Ranking(StrEnum):
    """Where ways into accounts are ranked: in this process, or in the Neo4j that the store is."""

    ENGINE = "engine"
    DATABASE = "database"


@dataclass(frozen=True, slots=True)
class OidcSettings:
    """The identity provider by which people may sign in.

    `domain`: whoever has an e-mail address there is let in as a rep without being added first. `unconfirmed`: addresses
    count too where the provider does not say that they are confirmed.
    """

    issuer: str
    client: str
    secret: str = field(repr=False)
    domain: str | None = None
    unconfirmed: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """The workspace folder, the address of its store, where ways are ranked, and how people reach and enter it.

    `address` is where people open it, such as https://orbit.example.com; None on one machine alone.
    """

    home: Path
    store: str = field(repr=False)
    ranking: Ranking = Ranking.ENGINE
    address: str | None = None
    oidc: OidcSettings | None = None

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

    @property
    def staging(self) -> Path:
        """Where uploads wait until they are taken in, and imports say how far they are."""
        return self.home / "staging"


def read_settings(home: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """Take the workspace from `home`, else from ORBIT_HOME, else `~/.orbit`; the store from ORBIT_STORE, else in it.

    The password of a Neo4j database may stand in its address or in ORBIT_NEO4J_PASSWORD. Raises UsageError for a
    variable that is not what it has to be; the text names it.
    """
    variables = _variables(environ)
    folder = home or Path(variables.get(HOME_VARIABLE) or Path.home() / ".orbit")
    folder = folder.expanduser()
    store = variables.get(STORE_VARIABLE) or str(folder / _STORE_FILE)
    address = _address(variables.get(ADDRESS_VARIABLE))
    return Settings(
        home=folder,
        store=full_address(store, environ),
        ranking=_ranking(variables.get(RANKING_VARIABLE)),
        address=address,
        oidc=_oidc(variables, address),
    )


def full_address(store: str, environ: Mapping[str, str] | None = None) -> str:
    """The address of a store, with the password from ORBIT_NEO4J_PASSWORD where it is a Neo4j's and has none."""
    return with_password(store, _variables(environ).get(LOGIN_VARIABLE))


def _ranking(told: str | None) -> Ranking:
    wanted = told or Ranking.ENGINE.value
    if wanted not in {*Ranking}:
        raise UsageError(f"{RANKING_VARIABLE} must be {' or '.join(Ranking)}, not {wanted!r}")
    return Ranking(wanted)


def _address(told: str | None) -> str | None:
    if not told:
        return None
    parts = urlsplit(told.rstrip("/"))
    if parts.scheme not in {"https", "http"} or not parts.hostname or parts.path or parts.query or parts.username:
        raise UsageError(f"{ADDRESS_VARIABLE} must be such as https://orbit.example.com, without a path")
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _oidc(variables: Mapping[str, str], address: str | None) -> OidcSettings | None:
    issuer = variables.get(ISSUER_VARIABLE)
    if not issuer:
        return None
    parts = urlsplit(issuer)
    if parts.scheme != "https" and parts.hostname not in {"localhost", "127.0.0.1"}:
        raise UsageError(f"{ISSUER_VARIABLE} must begin with https://")
    needed = {name: variables.get(name) for name in (CLIENT_VARIABLE, CLIENT_LOGIN_VARIABLE)}
    missing = [name for name, value in (needed | {ADDRESS_VARIABLE: address}).items() if not value]
    if missing:
        raise UsageError(f"{ISSUER_VARIABLE} is set, so {' and '.join(missing)} must be too")
    return OidcSettings(
        issuer=issuer.rstrip("/"),
        client=variables[CLIENT_VARIABLE],
        secret=variables[CLIENT_LOGIN_VARIABLE],
        domain=(variables.get(DOMAIN_VARIABLE) or "").lower().removeprefix("@") or None,
        unconfirmed=variables.get(UNCONFIRMED_VARIABLE) == "yes",
    )


def _variables(environ: Mapping[str, str] | None) -> Mapping[str, str]:
    return os.environ if environ is None else environ

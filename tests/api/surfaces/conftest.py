"""The small story, with the ids that CRMs know it by, served with the panel's ways in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest
from fastapi import FastAPI

from api.http.app import create_app
from api.http.keys import KeyCheck, new_key
from api.presenter import Presenter
from api.surfaces.connections import Connections, new_connection
from api.surfaces.hubspot import Signed, signature
from api.surfaces.launch import Surface
from api.surfaces.reception import Reception
from api.web.panels import add_panels
from api.workspace import Workspace
from orbit.access import ALL_RIGHTS, ApiKey, Right
from orbit.model import Company, Item, Person, RecordKey
from orbit.settings import read_settings
from tests.api.http.conftest import Client
from tests.api.presenter.story import STORY, tell
from tests.api.surfaces.launching import COMPANY, EXTENSION, INTRANET, NOW, ORGANIZATION, PORTAL, SECRET, connection
from tests.factories import company, person

ACCOUNT = company(
    "snowpeak",
    "Snowpeak GmbH",
    domains=["snowpeak.example"],
    linkedin="https://www.linkedin.com/company/snowpeak",
    ids=["salesforce:-:account:001Qy00000AbCdEIAV", "hubspot:-:company:77", f"pipedrive:{COMPANY}:organization:42"],
)
DANA = person(
    "dana",
    "Dana Wu",
    emails=["dana.wu@snowpeak.example"],
    linkedin="https://www.linkedin.com/in/dana-wu",
    ids=["hubspot:-:contact:78"],
)


def known_to_crms() -> list[Item]:
    """Return the story with ids of CRMs."""
    instead: dict[RecordKey, Item] = {ACCOUNT.key: ACCOUNT, DANA.key: DANA}
    return [instead.get(item.key, item) if isinstance(item, Person | Company) else item for item in STORY]


@dataclass
class Served:
    """The served story; tests move its clock."""

    home: Path
    workspace: Workspace
    presenter: Presenter
    now: datetime = NOW

    @property
    def reception(self) -> Reception:
        """Return where its launches come in."""
        return Reception.of(self.workspace.store, self.workspace.settings)

    @property
    def connections(self) -> Connections:
        """Return what is connected to it."""
        return self.reception.connections

    def client(self, address: str = "127.0.0.1") -> Client:
        """Return a client at an address."""
        return Client(self.app, address)

    @cached_property
    def app(self) -> FastAPI:
        """Serve it."""
        keys = KeyCheck(stored=self.workspace.store.keys, now=lambda: self.now)
        app = create_app(lambda: self.presenter, keys, today=lambda: self.now.date())
        add_panels(app, self.reception)
        return app

    def connect(self, surface: Surface, instance: str = "", *frames: str) -> None:
        """Connect a surface."""
        secret = SECRET if instance else ""
        self.connections.put(new_connection(surface, secret=secret, instance=instance, frames=frames))

    def key(self, scopes: frozenset[Right] = ALL_RIGHTS) -> tuple[ApiKey, str]:
        """Make an API key; return it and its text."""
        key, text = new_key("sidebar", datetime.now(self.now.tzinfo) + timedelta(days=30))
        with self.workspace.store.writing() as batch:
            batch.put_key(replace(key, scopes=scopes))
        return replace(key, scopes=scopes), text

    def card(self, query: dict[str, str], *, secret: str = SECRET, age: int = 0) -> httpx.Response:
        """Ask as HubSpot's card asks."""
        url = f"http://127.0.0.1:8000/v1/surfaces/hubspot/card?{urlencode(query)}"
        at = str(int((self.now - timedelta(seconds=age)).timestamp() * 1000))
        told = signature(Signed("GET", url, "", at), secret)
        headers = {"X-HubSpot-Signature-v3": told, "X-HubSpot-Request-Timestamp": at}
        return self.client("192.0.2.9").get(url, headers)


@pytest.fixture(scope="session")
def story_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the story's workspace. No test writes to it."""
    home = tmp_path_factory.mktemp("story")
    with Workspace.open(read_settings(home, {}), create=True) as workspace:
        tell(workspace, *known_to_crms())
        workspace.scene(NOW.date())
    return home


@pytest.fixture
def served(story_home: Path, tmp_path: Path) -> Iterator[Served]:
    """Serve the story with every CRM connected."""
    home = shutil.copytree(story_home, tmp_path / "story")
    with Workspace.open(read_settings(home, {})) as workspace:
        yield connected(Served(home, workspace, Presenter(workspace)))


def connected(served: Served) -> Served:
    """Connect every surface to a served story."""
    for surface, instance in (
        (Surface.HUBSPOT, PORTAL),
        (Surface.SALESFORCE, ORGANIZATION),
        (Surface.PIPEDRIVE, COMPANY),
    ):
        served.connections.put(connection(surface, instance))
    served.connect(Surface.EMBED, "", INTRANET)
    served.connect(Surface.CHROME, "", EXTENSION)
    return served

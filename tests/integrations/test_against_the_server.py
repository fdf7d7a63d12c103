"""The built projects against the server itself, over the network."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from bench.web_server import running
from tests.api.surfaces.conftest import Served, served, story_home
from tests.api.surfaces.launching import PORTAL, SECRET
from tests.integrations.conftest import Built, run

__all__ = ["served", "story_home"]
HERE = Path(__file__).parent
RECORD = {"portal": int(PORTAL), "objectTypeId": "0-2", "objectId": 77}


@pytest.fixture
def orbit(served: Served) -> Iterator[str]:
    """Serve the story; yield its address."""
    with running(served.app) as port:
        yield f"http://127.0.0.1:{port}"


def node(script: str, told: dict[str, Any]) -> Any:
    return json.loads(run(HERE, shutil.which("node") or "node", str(HERE / script), json.dumps(told)))


def card(built: Built, orbit: str, at: float, **changes: Any) -> Any:
    module = (built("hubspot-card") / "dist/asking.js").as_uri()
    told = {"built": module, "orbit": orbit, "secret": SECRET, "at": int(at * 1000), "record": RECORD}
    return node("ask_as_hubspot.mjs", {**told, **changes})


def chrome(built: Built, orbit: str, key: str, tab: str) -> Any:
    module = (built("chrome") / "dist/orbit-chrome").as_uri()
    settings = {"address": orbit, "key": key, "user": "ana.ruiz@tidewell.example"}
    return node("ask_as_chrome.mjs", {"built": module, "settings": settings, "tab": tab})


def test_the_card_is_answered_when_hubspot_signs(built: Built, served: Served, orbit: str) -> None:
    told = card(built, orbit, served.now.timestamp())

    assert (told["state"], told["account"]["name"]) == ("paths", "Snowpeak GmbH")
    page = httpx.get(told["panel"]["url"], timeout=30)
    assert page.status_code == 200
    assert "Dana Wu" in page.text


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"secret": "another secret, longer"}, "not signed"), ({"record": {**RECORD, "portal": 1}}, "another account")],
)
def test_the_card_tells_why_it_was_refused(
    built: Built, served: Served, orbit: str, changes: dict[str, Any], words: str
) -> None:
    assert words in card(built, orbit, served.now.timestamp(), **changes)["problem"]


def test_the_card_of_an_hour_ago_is_refused(built: Built, served: Served, orbit: str) -> None:
    assert "too old" in card(built, orbit, served.now.timestamp() - 3600)["problem"]


@pytest.mark.parametrize(
    "tab",
    [
        "https://www.snowpeak.example/jobs",
        "https://www.linkedin.com/in/dana-wu/",
        "https://app.hubspot.com/contacts/62515/record/0-2/77",
        "https://tidewell.pipedrive.com/organization/42",
    ],
)
def test_the_extension_opens_the_panel_for_a_tab(built: Built, served: Served, orbit: str, tab: str) -> None:
    _, key = served.key()

    token = chrome(built, orbit, key, tab)["token"]

    page = httpx.post(f"{orbit}/embed/token", data={"token": token}, timeout=30)
    assert page.status_code == 200
    assert "Dana Wu" in page.text


def test_the_extension_tells_that_its_key_is_wrong(built: Built, served: Served, orbit: str) -> None:
    served.key()

    told = chrome(built, orbit, "orb_live_000000000000_x", "https://www.snowpeak.example/")

    assert "did not accept the API key" in told["problem"]

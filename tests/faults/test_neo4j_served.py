"""The API while its Neo4j is away: alive, not ready, and never an empty list in the place of an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import httpx
import pytest

from api.http.app import create_app
from api.http.keys import KeyCheck
from api.presenter import Presenter
from api.workspace import Workspace, read_policy
from orbit.settings import read_settings
from tests.api.http.conftest import Client
from tests.api.presenter.story import STORY, tell
from tests.factories import DAY
from tests.faults.asking import HALF_BUILT, HURRIED, in_time, opened, through
from tests.faults.proxy import FaultProxy
from tests.neo4j_database import emptied

pytestmark = HALF_BUILT
PATHS = "/v1/accounts/snowpeak.example/paths"
ROUTES = [PATHS, "/v1/accounts", "/v1/accounts/snowpeak.example", "/v1/week", "/v1/champions", "/v1/search?text=sno"]


@pytest.fixture(scope="module")
def story(neo4j_url: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Put a small company's story into the run's database, once."""
    with opened(emptied(neo4j_url)) as store:
        settings = read_settings(tmp_path_factory.mktemp("told"), {})
        tell(Workspace(settings, store, read_policy(settings)), *STORY)
    return neo4j_url


@pytest.fixture
def client(story: str, faulty: FaultProxy, tmp_path: Path) -> Iterator[Client]:
    """Serve the story from behind the proxy."""
    settings = read_settings(tmp_path, {})
    with opened(through(faulty, story), HURRIED) as store:
        presenter = Presenter(Workspace(settings, store, read_policy(settings)))
        check = KeyCheck(stored=store.keys, now=lambda: datetime.now(UTC))
        yield Client(create_app(lambda: presenter, check, today=lambda: DAY))


def get(client: Client, url: str) -> httpx.Response:
    return in_time(partial(client.get, url))


def go_away(proxy: FaultProxy) -> None:
    proxy.refuse()
    proxy.reset()


Hurt = Callable[[FaultProxy], None]
faults = pytest.mark.parametrize("hurt", [go_away, FaultProxy.freeze], ids=["away", "silent"])


@faults
def test_it_is_alive_but_not_ready(client: Client, faulty: FaultProxy, hurt: Hurt) -> None:
    assert get(client, "/readyz").status_code == 200

    hurt(faulty)
    alive, ready, paths = (get(client, url) for url in ("/livez", "/readyz", PATHS))

    assert (alive.status_code, paths.status_code) == (200, 503)
    assert (ready.status_code, ready.json()["title"]) == (503, "The store cannot be reached")


def test_every_answer_is_a_problem_and_none_is_empty(client: Client, faulty: FaultProxy) -> None:
    assert get(client, PATHS).json()["paths"] != []

    go_away(faulty)
    answers = [get(client, url) for url in ROUTES]

    assert {answer.status_code for answer in answers} == {503}
    assert {answer.headers["content-type"] for answer in answers} == {"application/problem+json"}
    assert [name for answer in answers for name in ("paths", "items", "reps") if name in answer.json()] == []


@faults
def test_it_is_ready_again_by_itself(client: Client, faulty: FaultProxy, hurt: Hurt) -> None:
    before = get(client, PATHS)
    hurt(faulty)
    assert get(client, "/readyz").status_code == 503

    faulty.pass_through()

    assert get(client, "/readyz").status_code == 200
    assert get(client, PATHS).content == before.content

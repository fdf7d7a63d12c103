"""`PUT /v1/sharing`: whose uploads a rep, an admin and a program with a key may show more or less of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.http.app import create_app
from api.http.guard import Door
from api.http.keys import KeyCheck
from api.presenter import Presenter
from api.signin.entrance import Entrance
from api.signin.links import INVITATION, invite
from api.signin.users import add_user, new_user
from api.workspace import Workspace
from orbit.access import Right, Role
from orbit.model import Level
from orbit.settings import read_settings
from tests.api.http.conftest import Client
from tests.api.http.test_rights import made
from tests.api.presenter.story import STORY, tell
from tests.api.presenter.test_sharing import CY, DI, IDA, RECORDS
from tests.api.signin.conftest import Browser
from tests.factories import DAY, NOON
from tests.uploading import upload

SAME = {"Sec-Fetch-Site": "same-origin"}
SHARING = "/v1/sharing"
# Sends what somebody wants to be shared, and returns what they are told.
Put = Callable[..., httpx.Response]
SignIn = Callable[[str, Role], Put]
WithKey = Callable[..., Put]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace in which Cy has uploaded whom he knows."""
    with Workspace.open(read_settings(tmp_path, {}), create=True) as opened:
        tell(opened, *STORY, *RECORDS, *upload(CY, [IDA]))
        yield opened


@pytest.fixture
def client(workspace: Workspace) -> Client:
    """What serves it to the network."""
    entrance = Entrance.of(workspace.store, workspace.settings, lambda: NOON, lambda: 0.0)
    check = KeyCheck(stored=workspace.store.keys, now=lambda: NOON, entrance=entrance)
    door = Door(hosts=None, secure=entrance.is_secure)
    app = create_app(lambda: Presenter(workspace), check, today=lambda: DAY, door=door)
    return Client(app, "192.0.2.7", "http://orbit.example:8000")


@pytest.fixture
def signed_in(workspace: Workspace, client: Client) -> SignIn:
    """Signs somebody in."""

    def sign_in(email: str, role: Role) -> Put:
        user = new_user(email, "Somebody", role, at=NOON)
        add_user(workspace.store, user)
        browser = Browser(client)
        browser.post(f"/welcome/{invite(workspace.store, user, at=NOON, lasts=INVITATION)}", {})
        return lambda **body: client.call("PUT", SHARING, {**SAME, "Cookie": browser.cookie or ""}, json=body)

    return sign_in


@pytest.fixture
def with_key(workspace: Workspace, client: Client) -> WithKey:
    """Makes a key that may do so much."""

    def make(*scopes: Right) -> Put:
        key, text = made(*scopes)
        with workspace.store.writing() as batch:
            batch.put_key(key)
        return lambda **body: client.call("PUT", SHARING, {"X-API-Key": text}, json=body)

    return make


def level(workspace: Workspace, email: str = CY) -> Any:
    """What is shared of somebody's uploads."""
    [one] = Presenter(workspace).seen_by(email).sharing()["uploads"]
    return one["level"]


@pytest.mark.parametrize("role", Role)
def test_everybody_sets_their_own(workspace: Workspace, signed_in: SignIn, role: Role) -> None:
    put = signed_in(CY, role)

    answers = [put(level="hidden"), put(level="full", email=CY.upper())]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert [answer.json()["uploads"][0]["level"] for answer in answers] == ["hidden", "full"]
    assert level(workspace) == "full"


@pytest.mark.parametrize("role", [Role.REP, Role.MANAGER])
def test_nobody_but_an_admin_sets_that_of_others(workspace: Workspace, signed_in: SignIn, role: Role) -> None:
    answer = signed_in(DI, role)(level="hidden", email=CY)

    assert answer.status_code == 403
    assert level(workspace) == "full"


def test_an_admin_shows_less_of_others_but_never_more(workspace: Workspace, signed_in: SignIn) -> None:
    put = signed_in(DI, Role.ADMIN)

    less, more = put(level="count", email=CY), put(level="masked", email=CY)

    assert (less.status_code, more.status_code) == (200, 400)
    assert "only they can share more" in more.json()["detail"]
    assert level(workspace) == "count"


def test_what_an_admin_has_set_its_owner_may_open_again(workspace: Workspace, signed_in: SignIn) -> None:
    signed_in(DI, Role.ADMIN)(level="hidden", email=CY)

    answer = signed_in(CY, Role.REP)(level="full")

    assert (answer.status_code, level(workspace)) == (200, "full")


@pytest.mark.parametrize("scopes", [(Right.READ,), (Right.READ, Right.CONFIRM), (Right.READ, Right.SETTLE)])
def test_a_key_without_both_scopes_sets_nothing(
    workspace: Workspace, with_key: WithKey, scopes: tuple[Right, ...]
) -> None:
    answer = with_key(*scopes)(level="hidden", email=CY)

    assert answer.status_code == 403
    assert level(workspace) == "full"


def test_a_key_that_changes_settings_shows_less_but_never_more(workspace: Workspace, with_key: WithKey) -> None:
    put = with_key(Right.READ, Right.CONFIRM, Right.SETTLE)

    less, more = put(level="hidden", email=CY), put(level="full", email=CY)

    assert (less.status_code, more.status_code) == (200, 400)
    assert level(workspace) == "hidden"


def test_a_key_has_no_uploads_of_its_own(with_key: WithKey) -> None:
    assert with_key(Right.READ, Right.CONFIRM, Right.SETTLE)(level="hidden").status_code == 422


def test_nobody_sets_anything_unless_they_are_let_in(workspace: Workspace, client: Client, signed_in: SignIn) -> None:
    signed_in(CY, Role.REP)

    answer = client.call("PUT", SHARING, json={"level": "hidden", "email": CY})

    assert answer.status_code == 401
    assert level(workspace) == Level.FULL

"""A rep whose session ends while they write: they are told so, sign in where they are, and send what they wrote."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from api.presenter import AsksWanted, Author, PathsRequest, Presenter, Wish
from api.signin.passwords import Passwords
from api.signin.users import add_user, new_user
from api.workspace import Workspace
from orbit.access import OPEN_ON_LOOPBACK, Role
from orbit.settings import read_settings
from tests.e2e.conftest import Opener, Site, served, visits
from tests.factories import DAY, NOON

EMAIL, PHRASE = "ida@example.com", "correct horse battery"
WORDS = 'Met her at lunch: "call <b>Dana</b> on Monday" & bring the numbers'


@pytest.fixture(scope="module")
def site(demo_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve a copy of the fictional company in which everybody signs in, and one ask is planned."""
    home = shutil.copytree(demo_home, tmp_path_factory.mktemp("lost") / "demo")
    with Workspace.open(read_settings(home, {})) as workspace:
        ida = new_user(EMAIL, "Ida Berg", Role.MANAGER, at=NOON)
        hashed = Passwords().hashed(PHRASE)
        with workspace.store.writing() as batch:
            batch.set_meta(OPEN_ON_LOOPBACK, "")
        add_user(workspace.store, new_user("ann@example.com", "Ann Aas", Role.ADMIN, at=NOON))
        add_user(workspace.store, replace(ida, password_hash=hashed))
        plan_one(Presenter(workspace))
    with served(home) as site:
        yield site


def plan_one(presenter: Presenter) -> None:
    """Plan the first ask that may be made."""
    for account in presenter.accounts(as_of=DAY, limit=200, cursor=None)["items"]:
        for path in presenter.paths(account["id"], PathsRequest(None, None, 5, DAY))["paths"]:
            if path["verdict"]["status"] == "open" and path["packet"] and len(path["people"]) > 2:
                _, connector, *_, target = path["people"]
                wish = Wish(account["id"], target["id"], connector["id"], None, "linkedin_recommendation", "")
                presenter.plan_ask(wish, Author("ann@example.com", NOON, DAY))
                return


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Opener]:
    """Return a maker of visits to it."""
    with visits(browser, site) as make:
        yield make


def sign_in(page: Page) -> None:
    """Fill in who it is."""
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password").fill(PHRASE)
    page.get_by_role("button", name="Sign in", exact=True).click()


def end_sessions(site: Site) -> None:
    """End every session on the server, as time or an admin does."""
    store = site.workspace.store
    with store.writing() as batch:
        for user in store.users():
            batch.access.end_sessions(user.id)


def ask_of(site: Site) -> int:
    return int(site.presenter.asks(AsksWanted(), rep=None, as_of=DAY)["items"][0]["id"])


@pytest.mark.parametrize("scripts", [True, False])
def test_what_was_written_is_there_after_signing_in_again_and_can_be_sent(
    visit: Opener, site: Site, scripts: bool
) -> None:
    number = ask_of(site)
    visitor = visit(java_script_enabled=scripts)
    visitor.expected.add(401)
    page = visitor.open(f"/sign-in?next=/asks/{number}")
    sign_in(page)
    words = f"{WORDS} {scripts}"
    page.get_by_text("Log with a day or a note").click()
    page.get_by_label("Note").fill(words)
    before = len(site.presenter.ask(number, as_of=DAY)["events"])

    end_sessions(site)
    page.get_by_role("button", name="Log", exact=True).click()
    expect(page.get_by_text("Your session has ended, so nothing was saved yet.")).to_be_visible()
    expect(page.get_by_text(words)).to_be_visible()
    nothing = len(site.presenter.ask(number, as_of=DAY)["events"])
    sign_in(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("You are signed in again")
    expect(page.get_by_text(words)).to_be_visible()
    page.get_by_role("button", name="Send it now").click()

    expect(page.get_by_role("cell", name=words)).to_be_visible()
    assert (nothing, len(site.presenter.ask(number, as_of=DAY)["events"])) == (before, before + 1)


def test_a_form_that_answers_in_place_leads_to_signing_in_as_a_whole_page(visit: Opener, site: Site) -> None:
    number = ask_of(site)
    visitor = visit()
    visitor.expected.add(401)
    page = visitor.open(f"/sign-in?next=/asks/{number}")
    sign_in(page)

    end_sessions(site)
    page.locator(".asklog button").first.click()

    expect(page.get_by_text("Your session has ended, so nothing was saved yet.")).to_be_visible()
    sign_in(page)
    page.get_by_role("button", name="Leave it").or_(page.get_by_role("link", name="Leave it")).click()
    expect(page).to_have_url(f"{site.base}/asks/{number}")

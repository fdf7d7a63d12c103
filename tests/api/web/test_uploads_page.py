"""Your uploads: what a colleague brought in, what others see of it, and changing that for oneself alone."""

from __future__ import annotations

import httpx
import pytest

from orbit.access import Role
from orbit.model import Item, Level
from orbit.sharing import said_of
from orbit.uploads import owner_record
from tests.api.presenter.story import STORY
from tests.api.signin.conftest import Browser
from tests.api.web.conftest import MakeSite
from tests.api.web.served import Site, words_of
from tests.factories import role
from tests.uploading import LINKEDIN, Listed, contacts, employers, owner, upload

CY, DI = "cy@tidewell.example", "di@tidewell.example"
LISTED = [Listed("ida", "snowpeak"), Listed("max", "snowpeak")]
TOLD: list[Item] = [
    *STORY,
    *owner(CY, "Cy Moreau"),
    *owner(DI, "Di Okafor"),
    *contacts(["ida", "max"]),
    *employers(["snowpeak"]),
    *upload(CY, LISTED),
]


@pytest.fixture
def site(site_of: MakeSite) -> Site:
    return site_of(*TOLD)


def choose(browser: Browser, level: str) -> httpx.Response:
    """Save a level and open the page that follows."""
    told = browser.post("/uploads", {"level": level})
    assert told.status_code == 303, told.text
    return browser.get(told.headers["location"])


def shared(site: Site, email: str) -> Level | None:
    """What the owner of an upload has said."""
    return said_of(site.workspace.store).get(owner_record(LINKEDIN, email))


@pytest.mark.parametrize("role", list(Role))
def test_everybody_sees_what_they_uploaded_and_when(site: Site, role: Role) -> None:
    page = words_of(site.signed_in(CY, role).get("/uploads"))

    assert "2 people whom you know, as of" in page
    assert "Connections.csv" in page
    assert "Others see: everything" in page


def test_nobody_sees_what_others_uploaded(site: Site) -> None:
    page = words_of(site.signed_in(DI, Role.REP).get("/uploads"))

    assert "0 people whom you know" in page
    assert CY not in page


def test_what_is_chosen_holds_at_once_and_for_oneself_alone(site: Site) -> None:
    browser = site.signed_in(CY, Role.REP)

    page = words_of(choose(browser, "masked"))

    assert "Saved. Of your uploads, others see from now on: the path, without your name." in page
    assert (shared(site, CY), shared(site, DI)) == (Level.MASKED, None)


def test_it_can_be_taken_back(site: Site) -> None:
    browser = site.signed_in(CY, Role.REP)
    saved = choose(browser, "hidden")

    undone = choose(browser, "full")

    assert "Undo: everything, as before" in words_of(saved)
    assert "Others see: everything" in words_of(undone)
    assert shared(site, CY) is Level.FULL


def test_a_form_cannot_name_somebody_else(site: Site) -> None:
    site.signed_in(CY, Role.REP).post("/uploads", {"level": "hidden", "email": DI})

    assert (shared(site, CY), shared(site, DI)) == (Level.HIDDEN, None)


def test_who_uploaded_nothing_may_choose_before_they_do(site_of: MakeSite) -> None:
    browser = site_of(*STORY, role("ana")).signed_in("new@tidewell.example", Role.REP)

    page = choose(browser, "count")

    assert "You have uploaded nothing yet" in words_of(page)
    assert 'value="count" required checked' in page.text


def test_what_is_none_of_the_levels_is_refused(site: Site) -> None:
    answer = site.signed_in(CY, Role.REP).post("/uploads", {"level": "everything"})

    assert answer.status_code == 422
    assert shared(site, CY) is None


def test_an_address_that_claims_something_saved_does_not_make_it_so(site: Site) -> None:
    page = words_of(site.signed_in(CY, Role.REP).get("/uploads?saved=hidden&before=full"))

    assert "Saved." not in page


def test_where_nobody_signs_in_nothing_is_anybodys(site: Site) -> None:
    browser = site.here()

    assert "Nobody is signed in" in words_of(browser.get("/uploads"))
    assert browser.post("/uploads", {"level": "hidden"}).status_code == 422

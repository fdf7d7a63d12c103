"""Somebody who half remembers a name: a slip of the pen still leads to the person, by the keyboard alone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Opener, Site
from tests.factories import DAY

_ENOUGH = 9


@pytest.fixture(scope="module")
def person(site: Site) -> dict[str, Any]:
    """Somebody of a long name that nobody else nearly bears."""
    accounts = site.presenter.accounts(as_of=DAY, limit=20, cursor=None)["items"]
    staff = (one for each in accounts for one in site.presenter.staff(each["id"], limit=20, as_of=DAY)["items"])
    return next(one for one in staff if _stands_out(site, one))


def _stands_out(site: Site, one: dict[str, Any]) -> bool:
    found = site.presenter.suggest(misspelt(one), limit=8, as_of=DAY)["items"]
    return len(one["name"]) > _ENOUGH and [item["id"] for item in found[:1]] == [one["id"]] and len(found) == 1


def misspelt(person: dict[str, Any]) -> str:
    """The name with the second letter of the last name left out."""
    first, _, last = person["name"].rpartition(" ")
    return f"{first} {last[0]}{last[2:]}"


def test_a_misspelt_name_leads_to_the_person_by_the_keyboard_alone(visit: Opener, person: dict[str, Any]) -> None:
    page = visit().open("/")

    page.keyboard.press("/")
    page.keyboard.type(misspelt(person))
    option = page.get_by_role("option", name=person["name"])
    expect(option).to_contain_text(person["company"])
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text(person["name"])


def test_a_few_letters_of_a_last_name_suggest_the_person(visit: Opener, person: dict[str, Any]) -> None:
    page = visit().open("/")

    page.get_by_role("combobox").fill(f"{person['name'].split()[-1][:4]} {person['name'][:2]}")

    expect(page.get_by_role("option", name=person["name"])).to_be_visible()


def test_a_misspelt_name_leads_to_the_person_without_javascript(visit: Opener, person: dict[str, Any]) -> None:
    page = visit(java_script_enabled=False).open("/")

    page.locator("#big-find").fill(misspelt(person))
    page.locator("#big-find").press("Enter")

    expect(page.get_by_role("main").get_by_text(person["name"]).first).to_be_visible()

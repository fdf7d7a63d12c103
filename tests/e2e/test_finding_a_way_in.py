from __future__ import annotations

from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

from api.http.keys import new_key
from orbit.errors import StoreUnavailable
from tests.api.http.conftest import Workspace
from tests.api.http.fake_presenter import MAIL, PACKET
from tests.e2e.conftest import Opener

SNOWPEAK = "/?account=snowpeak.example.com"
CLIPBOARD = ["clipboard-read", "clipboard-write"]
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined })"


def test_the_start_shows_the_hottest_accounts_with_their_signals(visit: Opener) -> None:
    page = visit().open()

    first = page.locator(".card").first

    expect(first).to_contain_text("Snowpeak")
    expect(first).to_contain_text("Hot 0.82")
    expect(first).to_contain_text("3 account executives wanted, 14 Nov 2026")


def test_from_search_to_a_copied_mail(visit: Opener) -> None:
    page = visit(permissions=CLIPBOARD).open()

    page.get_by_role("combobox").press_sequentially("snow")
    page.get_by_role("option", name="Snowpeak").click()
    page.get_by_role("button", name="Copy e-mail").click()

    expect(page.locator("#toast")).to_have_text("E-mail to Ida Berg copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"Subject: {MAIL['subject']}\n\n{MAIL['body']}"


def test_the_keyboard_alone_gets_there(visit: Opener) -> None:
    page = visit(permissions=CLIPBOARD).open()

    box = page.get_by_role("combobox")
    box.focus()
    page.keyboard.type("snow")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(box).to_have_attribute("aria-activedescendant", "hit-0")
    page.keyboard.press("Enter")

    heading = page.get_by_role("heading", level=1, name="Snowpeak")
    expect(heading).to_be_focused()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Copy two sentences":
            break
    page.keyboard.press("Enter")
    expect(page.locator("#toast")).to_have_text("Two sentences copied")
    assert page.evaluate("navigator.clipboard.readText()") == PACKET["blurb"]


def test_escape_closes_the_list_and_then_empties_the_box(visit: Opener) -> None:
    page = visit().open()
    box = page.get_by_role("combobox")
    box.press_sequentially("snow")
    expect(page.get_by_role("option")).to_have_count(2)

    box.press("Escape")

    expect(page.get_by_role("option")).to_have_count(0)
    expect(box).to_have_value("snow")
    box.press("Escape")
    expect(box).to_have_value("")


def test_a_typed_domain_opens_without_choosing(visit: Opener) -> None:
    page = visit().open()

    page.get_by_role("combobox").fill("lonely.example.com")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Lonely Island")


def test_a_path_reads_from_us_to_the_target(visit: Opener) -> None:
    page = visit().open(SNOWPEAK)

    people = page.locator(".path").nth(1).locator(".person")

    expect(people).to_have_text(
        [
            "You Rita Moss Account executive, Northwind",
            "Ask Tom Lie Partner, Birch Capital",
            "Through Max Ode Founder, Pine Labs",
            "Target Ole Quist Head of revenue operations, Snowpeak",
        ]
    )


def test_each_hop_gives_its_strength_reason_and_source(visit: Opener) -> None:
    page = visit().open(SNOWPEAK)

    hop = page.locator(".path").first.locator(".hop").nth(1)

    expect(hop).to_contain_text("Good 0.62")
    expect(hop).to_contain_text("Both at Orchard Labs (40 people), Mar 2019 – Jun 2021")
    expect(hop).to_contain_text("Source: linkedin, Positions.csv:14")


def test_the_chance_names_its_weakest_factor(visit: Opener) -> None:
    page = visit().open(SNOWPEAK)

    page.get_by_text("Why 24 %").click()

    expect(page.locator(".factors li").first).to_have_text("55 % will want to help (weakest)")


def test_verdicts_say_in_words_what_their_colour_says(visit: Opener) -> None:
    page = visit().open(SNOWPEAK)

    verdicts = page.locator(".verdict > p")

    expect(verdicts).to_have_text(
        [
            "May be asked now, until 12 Dec 2026",
            "Only together with the customer’s CSM, from 3 Dec 2026",
            "Not to be asked now, from 5 Jan 2027",
        ]
    )


def test_nobody_is_handed_words_for_somebody_who_may_not_be_asked(visit: Opener) -> None:
    page = visit().open(SNOWPEAK)

    blocked = page.locator(".path").nth(2)

    expect(blocked).to_contain_text("Open escalation at Lumen")
    expect(blocked.get_by_role("button")).to_have_count(0)


def test_a_path_without_a_packet_offers_one_line(visit: Opener) -> None:
    page = visit(permissions=CLIPBOARD).open(SNOWPEAK)

    page.get_by_role("button", name="Copy line").click()

    expect(page.locator("#toast")).to_contain_text("copied")
    line = page.evaluate("navigator.clipboard.readText()")
    assert line.startswith("Tom Lie, would you introduce us to Ole Quist, Head of revenue operations at Snowpeak?")


def test_where_the_browser_forbids_copying_the_words_are_selected(visit: Opener) -> None:
    page = visit().open(SNOWPEAK)
    page.evaluate(NO_CLIPBOARD)

    page.get_by_role("button", name="Copy two sentences").click()

    field = page.get_by_role("textbox", name="Two sentences, to copy by hand")
    expect(field).to_be_focused()
    expect(field).to_have_value(PACKET["blurb"])


def test_signals_link_out_only_over_https(visit: Opener) -> None:
    page = visit().open(SNOWPEAK)

    links = page.locator(".chip a")

    expect(links).to_have_count(1)
    expect(links).to_have_attribute("href", "https://jobs.example.com/snowpeak")
    expect(links).to_have_attribute("rel", "noopener noreferrer")


def test_no_path_yet_says_what_would_create_one(visit: Opener) -> None:
    page = visit().open("/?account=lonely.example.com")

    expect(page.get_by_role("heading", name="No verified path yet")).to_be_visible()
    expect(page.locator(".empty li")).to_have_count(2)


def test_back_and_forward_lead_where_they_should(visit: Opener) -> None:
    page = visit().open()
    page.get_by_role("link", name="Snowpeak").click()
    expect(page).to_have_title("Snowpeak · Orbit")

    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who can get us in?")
    page.go_forward()

    expect(page.get_by_role("heading", level=1)).to_have_text("Snowpeak")
    assert page.url.endswith(SNOWPEAK)


def test_narrowing_asks_anew_and_keeps_colleagues_out_of_the_address(visit: Opener, workspace: Workspace) -> None:
    page = visit().open(SNOWPEAK)

    page.get_by_text("Narrow the search").click()
    page.get_by_label("Ask in the name of").fill("rita@example.com")
    page.get_by_label("title holds").fill("VP")
    page.get_by_label("As of the day").fill("2026-01-31")
    page.get_by_role("button", name="Search again").click()
    expect(page.get_by_text("as of 31 Jan 2026")).to_be_visible()

    name, (_, request) = workspace.presenter.asked[-1]
    assert (name, request.requester, request.title) == ("paths", "rita@example.com", "VP")
    assert "title=VP" in page.url
    assert "rita" not in page.url


def test_an_unknown_account_offers_the_nearest(visit: Opener) -> None:
    opened = visit()
    opened.expected.add(404)
    page = opened.open("/?account=snowpaek")

    page.get_by_role("link", name="Snowpeak").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Snowpeak")


def test_a_failing_store_says_so_and_can_be_tried_again(visit: Opener, workspace: Workspace) -> None:
    def fail() -> None:
        raise StoreUnavailable("gone")

    workspace.presenter.on_call = fail
    opened = visit()
    opened.expected.add(503)
    page = opened.open(SNOWPEAK)
    expect(page.get_by_role("alert")).to_have_text("Try again in a few seconds.")

    workspace.presenter.on_call = lambda: None
    page.get_by_role("button", name="Try again").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Snowpeak")


def test_a_workspace_with_keys_asks_for_one_and_keeps_it_in_the_tab(visit: Opener, workspace: Workspace) -> None:
    stored, text = new_key("page", datetime.now(UTC) + timedelta(days=1))
    workspace.keys.append(stored)
    opened = visit()
    opened.expected.add(401)
    page = opened.open(SNOWPEAK)

    page.get_by_label("API key").fill("orb_live_wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("This API key is not valid here.")
    page.get_by_label("API key").fill(f" {text}\u200b ")
    page.get_by_role("button", name="Open the workspace").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Snowpeak")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Snowpeak")
    assert page.evaluate("[localStorage.length, document.cookie, location.href.includes('orb_live')]") == [0, "", False]
    page.get_by_role("button", name="Forget the API key").click()
    expect(page.get_by_label("API key")).to_be_visible()

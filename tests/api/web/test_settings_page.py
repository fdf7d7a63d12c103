from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest

from api.http.app import create_app
from api.http.keys import KeyCheck, new_key
from api.presenter import Presenter
from api.renewing import Renewing
from api.signin.tokens import read_token
from api.workspace import Workspace
from orbit.access import OPEN, OPEN_ON_LOOPBACK, Right, Role
from orbit.settings import read_settings
from tests.api.http.conftest import Client
from tests.api.http.test_imports import Here
from tests.api.presenter.story import STORY, tell
from tests.api.web.served import words_of
from tests.factories import DAY, NOON

PAGE = {"Accept": "text/html"}
OURS = {**PAGE, "Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "same-origin"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Office:
    """Settings of a small workspace, as an admin at its own machine sees them."""

    workspace: Workspace
    client: Client

    def page(self, place: str) -> str:
        """Open a page that must be there."""
        answer = self.client.get(f"/settings/{place}", PAGE)
        assert answer.status_code == 200, answer.text
        return answer.text

    def send(self, place: str, **fields: str) -> httpx.Response:
        """Send a form."""
        return self.client.call("POST", f"/settings/{place}", {**OURS, **FORM}, content=urlencode(fields))

    def add(self, name: str, role: Role = Role.ADMIN) -> httpx.Response:
        """Add a user."""
        return self.send("people", email=f"{name.lower()}@example.com", name=name, role=role.value)

    def number(self, name: str) -> str:
        """Return the id of a user."""
        return next(user.id for user in self.workspace.store.users() if user.name == name)


class At(Renewing):
    """Hands out presenters whose long pieces of work are carried out at once, in this very process."""

    def presenter(self) -> Presenter:
        """Return what answers from now on."""
        super().presenter()
        return Here(self._workspace)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Workspace.open(read_settings(tmp_path, {}), create=True) as workspace:
        tell(workspace, *STORY)
        with workspace.store.writing() as batch:
            batch.set_meta(OPEN_ON_LOOPBACK, OPEN)
        check = KeyCheck(stored=list, now=lambda: NOON)
        yield Office(workspace, Client(create_app(At(workspace).presenter, check, today=lambda: DAY)))


def alert(answer: httpx.Response) -> str:
    """What a page says went wrong."""
    told = re.search(r'role="alert">(.*?)</p>', answer.text, re.DOTALL)
    return "" if told is None else unescape(re.sub(r"<[^>]+>", "", told[1]))


@pytest.mark.parametrize("tab", ["policy", "people", "keys", "privacy", "sharing", "surfaces", "health"])
def test_every_tab_opens_and_is_kept_nowhere(office: Office, tab: str) -> None:
    answer = office.client.get(f"/settings/{tab}", PAGE)

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert f'href="/settings/{tab}" aria-current="page"' in answer.text


@pytest.mark.parametrize("tab", ["", "/policy", "/policy/gate.min_nps", "/people", "/keys", "/privacy", "/health"])
def test_whoever_may_not_settle_things_is_told_so(office: Office, tab: str) -> None:
    key, text = new_key("reader", NOON + timedelta(days=9), frozenset({Right.READ}))
    check = KeyCheck(stored=lambda: [key], now=lambda: NOON)
    client = Client(create_app(Renewing(office.workspace).presenter, check, today=lambda: DAY))

    answer = client.get(f"/settings{tab}", {**PAGE, "Authorization": f"Bearer {text}"})

    assert answer.status_code == 403
    assert "Ask an admin" in answer.text


def test_the_policy_shows_each_value_with_unit_and_origin(office: Office) -> None:
    page = office.page("policy?section=gate")

    assert "NPS answer (0 to 10) that earns the right to ask" in page
    assert "referral playbook" in page
    assert "Nothing is changed here" in office.page("policy?section=changed")


def test_the_policy_opens_on_all_values_in_groups_and_marks_what_is_changed(office: Office) -> None:
    before = office.page("policy")
    office.send("policy/gate.min_nps", value="8", do="save")

    page = office.page("policy")

    assert re.search(r"Min NPS</a> <b>9</b>", before)
    assert re.search(r"Min NPS</a> <mark>8</mark>", page)
    assert "Every value is as it comes" in before
    assert "1 value is not as it comes" in page


def test_a_value_is_found_by_words_about_it(office: Office) -> None:
    page = office.page("policy?q=earns+nps")

    assert "/settings/policy/gate.min_nps" in page
    assert "/settings/policy/willing.champion" not in page
    assert "No value is found" in office.page("policy?q=zebra")


def test_settings_open_on_what_each_room_holds(office: Office) -> None:
    before = words_of(office.client.get("/settings", PAGE))
    office.add("Ida")
    office.add("Bo", Role.REP)
    office.send("policy/gate.min_nps", value="8", do="save")
    office.send("keys", **{"name": "sidebar", "days": "30", "may-read": "on"})
    office.send("sharing", email="ana.ruiz@tidewell.example", level="hidden")

    after = words_of(office.client.get("/settings", PAGE))

    assert "Open on this machine only, without sign-in" in before
    assert "No key works" in before
    assert "2 users: 1 admin, 1 rep" in after
    assert "1 key working; the next ends on 21 Dec 2026" in after
    assert re.search(r"1 of \d+ values changed here", after)
    assert "1 upload set by hand, 1 of them to less than all" in after


def test_a_policy_that_cannot_be_used_is_told_where_settings_open(office: Office) -> None:
    office.workspace.settings.policy.write_text("[gate]\nmin_nps = 'nine'\n", encoding="utf-8")

    page = words_of(office.client.get("/settings", PAGE))

    assert "policy.toml is not in use: 1 thing to mend" in page


def test_a_value_is_tried_before_it_is_saved(office: Office) -> None:
    tried = office.send("policy/gate.min_nps", value="8", do="check")

    assert "More champions have earned the ask by their NPS answer." in tried.text
    assert not office.workspace.settings.policy.exists()


def test_a_saved_value_counts_at_once_and_is_marked(office: Office) -> None:
    before = office.client.get("/v1/accounts/snowpeak.example/paths").json()["paths"][0]["score"]

    saved = office.send("policy/willing.champion", value="0.2", do="save")

    after = office.client.get("/v1/accounts/snowpeak.example/paths").json()["paths"][0]["score"]
    assert saved.status_code == 303
    assert after < before
    assert "Changed here" in office.page("policy?section=willing")


def test_a_value_can_be_given_back(office: Office) -> None:
    office.send("policy/gate.min_nps", value="8", do="save")

    office.send("policy/gate.min_nps", undo="yes", do="save")

    assert "Nothing is changed here" in office.page("policy?section=changed")


def test_saving_grows_no_revision_and_leaves_no_draft(office: Office) -> None:
    revision = office.workspace.store.revision()

    office.send("policy/gate.min_nps", value="8", do="save")

    assert office.workspace.store.revision() == revision
    assert [file.name for file in office.workspace.settings.home.glob("*policy.toml*")] == ["policy.toml"]


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("gate.min_nps", "eleven", "whole number"),
        ("willing.champion", "1.5", "0 to 1"),
        ("lint.off", "no_such_rule", "no_such_rule"),
        ("packet.rewrite_command", "/bin/sh", "on the server"),
    ],
)
def test_a_wrong_value_is_told_at_its_field_and_not_saved(office: Office, name: str, value: str, told: str) -> None:
    answer = office.send(f"policy/{name}", value=value, do="save")

    assert answer.status_code == 422
    assert told in answer.text
    assert not office.workspace.settings.policy.exists()


def test_a_file_that_somebody_broke_is_told_with_its_line(office: Office) -> None:
    office.workspace.settings.policy.write_text("[gate]\nmin_nps = 'nine'\n", encoding="utf-8")

    page = office.page("policy")

    assert "is not in use" in page
    assert "Line 2" in page


def test_a_value_that_there_is_not_is_not_found(office: Office) -> None:
    assert office.client.get("/settings/policy/gate.luck", PAGE).status_code == 404


def test_the_first_user_has_to_be_an_admin(office: Office) -> None:
    answer = office.add("Ida", Role.REP)

    assert answer.status_code == 422
    assert "has to be an admin" in alert(answer)
    assert 'value="ida@example.com"' in answer.text


def test_a_new_user_comes_in_by_a_link_that_is_shown_once(office: Office) -> None:
    shown = re.search(r"http://127\.0\.0\.1:8000/welcome/([^\"<]+)", office.add("Ida").text)

    assert shown is not None
    token = read_token(shown[1])
    assert token is not None
    link = office.workspace.store.sign_in_link(token.id)
    assert link is not None
    assert link.user_id == office.number("Ida")
    assert "/welcome/" not in office.page("people")


def test_a_user_gets_another_role_and_is_shut_out_and_let_in(office: Office) -> None:
    office.add("Ida")
    office.add("Bo", Role.REP)
    number = office.number("Bo")

    office.send("people/role", user=number, role="manager")
    shut = office.send("people/access", user=number, disabled="yes")
    office.send("people/access", user=number, disabled="no")

    user = office.workspace.store.user(number)
    assert user is not None
    assert (user.role, user.disabled_at) == (Role.MANAGER, None)
    assert "Shut out since" in shut.text


@pytest.mark.parametrize(("place", "fields"), [("role", {"role": "rep"}), ("access", {"disabled": "yes"})])
def test_the_last_admin_is_never_locked_out(office: Office, place: str, fields: dict[str, str]) -> None:
    office.add("Ida")

    answer = office.send(f"people/{place}", user=office.number("Ida"), **fields)

    assert answer.status_code == 422
    assert "only admin" in alert(answer)


def test_a_key_is_shown_once_with_what_it_may_do(office: Office) -> None:
    fields = {"name": "sidebar", "days": "30", "may-read": "on", "may-ask": "on"}

    made = office.send("keys", **fields)

    [key] = office.workspace.store.keys()
    assert key.scopes == {Right.READ, Right.ASK}
    assert f"orb_live_{key.id}_" in made.text
    assert "orb_live_" not in office.page("keys")


def test_a_key_that_would_lock_everybody_out_is_not_made(office: Office) -> None:
    with office.workspace.store.writing() as batch:
        batch.set_meta(OPEN_ON_LOOPBACK, "")

    answer = office.send("keys", **{"name": "sidebar", "days": "30", "may-read": "on"})

    assert "Add a user first" in alert(answer)
    assert office.workspace.store.keys() == []


@pytest.mark.parametrize("fields", [{"days": "30"}, {"days": "0", "may-read": "on"}, {"days": "x", "may-read": "on"}])
def test_a_key_for_nothing_or_for_ever_is_not_made(office: Office, fields: dict[str, str]) -> None:
    assert office.send("keys", name="sidebar", **fields).status_code == 422
    assert office.workspace.store.keys() == []


def test_a_withdrawn_key_no_longer_works(office: Office) -> None:
    office.send("keys", **{"name": "sidebar", "days": "30", "may-read": "on"})
    [key] = office.workspace.store.keys()

    office.send("keys/revoke", id=key.id)

    assert office.workspace.store.keys()[0].revoked_at == NOON
    assert "Withdrawn" in office.page("keys")


def test_a_person_is_found_handed_out_and_erased(office: Office) -> None:
    found = office.send("privacy", who="dana.wu@snowpeak.example").text
    [person] = re.findall(r"/settings/privacy/(per_\w+)", found)

    kept = office.client.get(f"/settings/privacy/{person}/kept.json").json()
    ordered = office.send(f"privacy/{person}/erase", person=person, sure="yes")
    erased = office.client.get(ordered.headers["Location"], PAGE)

    assert kept["person"]["name"] == "Dana Wu"
    assert kept["facts"]
    assert "Erased: 1 record." in erased.text
    assert "Nobody is found" in office.send("privacy", who="dana.wu@snowpeak.example").text


def test_nobody_is_erased_by_a_form_that_was_not_understood(office: Office) -> None:
    [person] = re.findall(r"/settings/privacy/(per_\w+)", office.send("privacy", who="Dana Wu").text)

    answer = office.send(f"privacy/{person}/erase", person=person)

    assert answer.status_code == 422
    assert office.page(f"privacy/{person}")


def test_a_surface_is_connected_and_its_secret_never_shown(office: Office) -> None:
    fields = {"surface": "hubspot", "instance": "62515", "secret": "a-secret-of-an-invented-app"}

    answer = office.send("surfaces", **fields)

    assert "Connected." in answer.text
    assert "62515" in office.page("surfaces")
    assert fields["secret"] not in answer.text + office.page("surfaces")


def test_a_surface_that_cannot_be_connected_says_why(office: Office) -> None:
    answer = office.send("surfaces", surface="hubspot", instance="62515", secret="short")  # noqa: S106  too short to be one

    assert answer.status_code == 422
    assert "16 to 512" in alert(answer)


def test_what_a_colleague_shares_is_looked_at_and_set(office: Office) -> None:
    looked = office.send("sharing", email="ana.ruiz@tidewell.example")
    done = office.send("sharing", email="ana.ruiz@tidewell.example", level="hidden")

    assert "No upload of theirs yet" in looked.text
    assert "Others see nothing of it" in done.text


def test_of_the_uploads_of_others_an_admin_never_shows_more(office: Office) -> None:
    office.send("sharing", email="ana.ruiz@tidewell.example", level="hidden")
    key, text = new_key("admin", NOON + timedelta(days=9))
    check = KeyCheck(stored=lambda: [key], now=lambda: NOON)
    client = Client(create_app(Renewing(office.workspace).presenter, check, today=lambda: DAY))
    form = urlencode({"email": "ana.ruiz@tidewell.example", "level": "full"})

    answer = client.call("POST", "/settings/sharing", {**OURS, **FORM, "X-API-Key": text}, content=form)

    assert answer.status_code == 422
    assert "only they can share more" in alert(answer)


@pytest.mark.parametrize("fields", [{"email": "nobody"}, {"email": "ana.ruiz@tidewell.example", "level": "some"}])
def test_sharing_that_makes_no_sense_is_refused(office: Office, fields: dict[str, str]) -> None:
    answer = office.send("sharing", **fields)

    assert answer.status_code == 422
    assert alert(answer)


def test_health_tells_sizes_and_looks_only_when_asked(office: Office) -> None:
    assert "Look it all over" in office.page("health")
    assert "The store is sound." in office.page("health?look=1")


def test_another_website_cannot_settle_anything(office: Office) -> None:
    headers = {**PAGE, **FORM, "Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"}

    answer = office.client.call("POST", "/settings/policy/gate.min_nps", headers, content="value=1&do=save")

    assert answer.status_code == 403
    assert not office.workspace.settings.policy.exists()

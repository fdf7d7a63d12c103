"""Lint with the workspace's own graph: names, signals, colleagues and news looked up in it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from api.presenter import PathsRequest, Presenter
from api.presenter.packets.linting import GraphDirectory
from orbit.errors import UsageError
from tests.api.presenter.conftest import Tell
from tests.api.presenter.story import ANA, STORY
from tests.factories import DAY, account_state, person, role, spell

Json = dict[str, Any]
ASK = (
    "Hi Bo, would you introduce me to Dana Wu, VP Sales at Snowpeak? They just posted a VP role."
    " If Dana is happy with what she has, please disregard."
)


def rules(told: Presenter, text: str) -> list[str]:
    return [finding["rule"] for finding in told.lint(text, as_of=DAY)["findings"]]


def test_an_ask_for_a_person_and_company_of_the_graph_is_clean(story: Presenter) -> None:
    answer = story.lint(ASK, as_of=DAY)

    assert answer["clean"]
    assert (answer["person"], answer["account"]) == ("Dana Wu", "Snowpeak GmbH")
    assert answer["findings"] == []


@pytest.mark.parametrize(
    ("old", "new", "rule", "mend"),
    [
        ("Dana Wu", "Danna Wu", "unknown_person", "Did you mean Dana Wu (VP Sales, Snowpeak GmbH)?"),
        ("Snowpeak", "Snowpaek", "unknown_company", "Did you mean Snowpeak GmbH?"),
        ("Dana Wu", "the boss", "no_person", "Would you introduce me to Dana Wu at Snowpeak GmbH?"),
        ("at Snowpeak", "there", "no_company", "Would you introduce me to Dana Wu at"),
    ],
)
def test_names_that_lead_nowhere_get_the_nearest(story: Presenter, old: str, new: str, rule: str, mend: str) -> None:
    [finding] = [one for one in story.lint(ASK.replace(old, new), as_of=DAY)["findings"] if one["level"] == "error"]

    assert finding["rule"] == rule
    assert mend in finding["mend"]


def test_a_customer_of_ours_may_be_told_of_beside_the_target(story: Presenter) -> None:
    assert rules(story, ASK.replace("They just", "Like Northwind, they just")) == []


def test_an_account_without_a_signal_is_not_asked_about(telling: Tell) -> None:
    quiet = [item for item in STORY if "Signal" not in type(item).__name__]

    assert rules(Presenter(telling(*quiet).workspace), ASK) == ["no_signal"]


def test_a_manager_and_an_sdr_of_ours_are_in_no_copy(telling: Tell) -> None:
    boss = person("boss", "Lea Moor", emails=["lea.moor@tidewell.example"])
    joe = person("joe", "Joe Lund", emails=["joe.lund@tidewell.example"])
    jobs = [role(who, seen_on="2020-01-01") for who in ("boss", "joe")]
    leads = spell("boss", "tidewell", "Head of Sales", "2019-01", seen_on=DAY)
    owned = replace(account_state("snowpeak", owner=ANA, seen_on=DAY), sdr="joe.lund@tidewell.example")
    told = Presenter(telling(*STORY, boss, joe, *jobs, leads, owned).workspace)

    findings = told.lint(f"Cc: lea.moor@tidewell.example, Joe.Lund@tidewell.example, {ANA}\n\n{ASK}", as_of=DAY)[
        "findings"
    ]

    assert [(one["rule"], one["words"]) for one in findings] == [
        ("copied_colleague", "lea.moor@tidewell.example"),
        ("copied_colleague", "Joe.Lund@tidewell.example"),
    ]


def test_the_better_sentence_tells_what_has_really_happened(story: Presenter) -> None:
    [finding] = story.lint(ASK.replace("They just posted a VP role.", ""), as_of=DAY)["findings"]

    assert finding["rule"] == "no_timing"
    assert "“Snowpeak GmbH just posted a VP Sales role, so Dana may find the timing right.”" in finding["mend"]


@pytest.mark.parametrize("text", ["", " \n", "x" * 200_001])
def test_what_is_no_ask_is_refused(story: Presenter, text: str) -> None:
    with pytest.raises(UsageError):
        story.lint(text, as_of=DAY)


def test_names_are_found_whatever_their_spelling(story: Presenter, telling: Tell) -> None:
    told = telling(*STORY).workspace
    directory = GraphDirectory(told.store, told.scene(DAY))

    found = directory.bearers(["dana wu", "WU, Dana", "snowpeak", "Snowpeak GmbH", "Nobody", ""])

    assert {name: len(one.people) + len(one.companies) for name, one in found.items()} == {
        "dana wu": 1,
        "WU, Dana": 1,
        "snowpeak": 1,
        "Snowpeak GmbH": 1,
    }


def test_every_mail_that_the_fictional_company_would_send_passes(demo_presenter: Presenter) -> None:
    accounts = demo_presenter.accounts(as_of=DAY, limit=15, cursor=None)["items"]
    requests = (PathsRequest(None, None, 3, DAY) for _ in accounts)
    answers = (
        demo_presenter.paths(account["id"], request) for account, request in zip(accounts, requests, strict=True)
    )
    packets = [path["packet"] for answer in answers for path in answer["paths"] if path["packet"]]

    found = [finding for packet in packets for finding in _errors(demo_presenter, packet)]

    assert packets
    assert found == []


def _errors(told: Presenter, packet: Json) -> list[tuple[str, str]]:
    mail = f"Subject: {packet['email']['subject']}\n\n{packet['email']['body']}"
    findings = told.lint(mail, as_of=DAY)["findings"]
    return [(one["rule"], one["words"] + mail) for one in findings if one["level"] == "error"]

"""The preview: each template's text for a real path, the kinds it allows, and what lint says of it."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api.presenter import PathsRequest, Presenter
from api.presenter.packets.packet_preview import PreviewWanted, preview_answer
from api.workspace import Workspace
from orbit.asks.packet.templating import shipped_templates
from orbit.asks.packet.write import PacketKind
from orbit.errors import NotFound
from orbit.model import ChampionState, Circle, SignalKind
from orbit.settings import read_settings
from tests.api.presenter.conftest import Tell
from tests.api.presenter.story import ANA, CUSTOMER, SIGNALS, STORY, tell
from tests.factories import DAY, person, role, signal, spell

Json = dict[str, Any]


def packets(told: Presenter, day: date = DAY) -> list[Json]:
    """The packets of the paths to Snowpeak."""
    paths = told.paths("snowpeak.example", PathsRequest(None, None, 10, day))["paths"]
    return [path["packet"] for path in paths if path["packet"]]


def test_without_an_account_the_hottest_one_is_shown(story: Presenter) -> None:
    shown = story.packet_preview(PreviewWanted(), as_of=DAY)

    assert shown["account"]["name"] == "Snowpeak GmbH"
    assert (shown["kind"], shown["kinds"]) == ("direct", ["direct", "name_drop"])
    assert shown["findings"] == []
    assert {text["template"] for text in shown["texts"]} < set(shipped_templates())


def test_another_kind_is_shown_when_asked_for(story: Presenter) -> None:
    shown = story.packet_preview(PreviewWanted("snowpeak.example", PacketKind.NAME_DROP), as_of=DAY)

    assert "email_body_name_drop" in {text["template"] for text in shown["texts"]}
    assert shown["packet"]["kind"] == "name_drop"


def test_a_kind_that_no_path_allows_is_not_found(story: Presenter) -> None:
    with pytest.raises(NotFound, match="No path of the kind job_changer"):
        story.packet_preview(PreviewWanted("snowpeak.example", PacketKind.JOB_CHANGER), as_of=DAY)


def test_own_words_that_break_a_rule_are_shown_with_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "blurb.j2").write_text("{{ pitch }} Do you know anyone at {{ account }}?")

    with Workspace.open(read_settings(tmp_path, {}), create=True) as workspace:
        tell(workspace, *STORY)
        told = Presenter(workspace)
        shown, made = told.packet_preview(PreviewWanted(), as_of=DAY), packets(told)

    assert {"no_target", "anyone_interested"} <= {finding["rule"] for finding in shown["findings"]}
    assert [text["template"] for text in shown["texts"] if text["own"]] == ["blurb"]
    assert made == []


def test_a_program_named_by_the_policy_rewords_the_preview(story: Presenter, telling: Tell) -> None:
    workspace = telling(*STORY).workspace
    scene = workspace.scene(DAY)
    change = "p['email']['subject'] = 'Dana Wu at Snowpeak GmbH'"
    program = f"import json, sys; p = json.load(sys.stdin); {change}; print(json.dumps(p))"
    policy = replace(scene.policy, packet=replace(scene.policy.packet, rewrite_command=(sys.executable, "-c", program)))

    shown = preview_answer(workspace.store, replace(scene, policy=policy), PreviewWanted(rewrite=True))

    assert shown["rewriting"] == {"done": True, "reason": None}
    assert shown["packet"]["email"]["subject"] == "Dana Wu at Snowpeak GmbH"


def test_a_colleague_and_somebody_in_between_make_it_a_routed_one(telling: Tell) -> None:
    joe = person("joe", "Joe Lund", emails=["joe.lund@tidewell.example"])
    knows = spell("joe", "oldco", "Account Executive", "2014-01", "2018-06")
    told = Presenter(telling(*STORY, joe, role("joe", seen_on="2020-01-01"), knows).workspace)

    assert {packet["kind"] for packet in packets(told)} == {"direct", "routed"}


def test_a_former_customer_who_works_there_now_makes_it_a_job_changer(telling: Tell) -> None:
    eva = person("eva", "Eva Stern", emails=["eva@snowpeak.example"])
    was = role("eva", Circle.EX_CUSTOMER, "northwind", owner=ANA, seen_on="2020-01-01")
    works = spell("eva", "snowpeak", "VP Marketing", "2024-01", seen_on=DAY)
    knows = spell("eva", "oldco", "Account Executive", "2014-01", "2018-06")
    told = Presenter(telling(*STORY, eva, was, works, knows).workspace)

    [made] = [packet for packet in packets(told) if packet["kind"] == "job_changer"]

    assert "You know Tidewell from Northwind." in made["email"]["body"]
    assert made["voice"].startswith("Hi Dana, I know Tidewell from my time at Northwind.")


def test_a_confidential_signal_makes_an_ask_but_leaves_no_word_of_itself(telling: Tell) -> None:
    rest = [item for item in STORY if item not in SIGNALS]
    secret = signal("snowpeak", on="2026-11-18", kind=SignalKind.INTENT, title="Zebra forecasting research")
    told = Presenter(telling(*rest, secret).workspace)

    [made] = packets(told)

    assert "zebra" not in str(made).lower()
    assert "intent" not in str(made).lower()
    assert "why_now" not in {clause["part"] for clause in made["clauses"]}


def test_each_clause_points_at_facts_that_are_stored(telling: Tell) -> None:
    workspace = telling(*STORY).workspace

    [made] = packets(Presenter(workspace))

    ids = [fact for clause in made["clauses"] for fact in clause["evidence"]]
    assert ids
    assert len(workspace.store.facts_by_id(sorted(set(ids)))) == len(set(ids))
    assert {clause["part"] for clause in made["clauses"]} >= {"who_we_are", "why_now", "win_story", "outcome", "path"}


def test_without_a_story_on_file_the_customer_tells_none(telling: Tell) -> None:
    bare = [
        replace(item, win_story=None, outcome=None) if isinstance(item, ChampionState) else item for item in CUSTOMER
    ]
    told = Presenter(telling(*[item for item in STORY if item not in CUSTOMER], *bare).workspace)

    [made] = packets(told)

    assert "What it did for us" not in made["voice"]
    assert {"win_story", "outcome"}.isdisjoint(clause["part"] for clause in made["clauses"])


def test_every_packet_of_the_fictional_company_is_fit_to_be_sent(
    demo_presenter: Presenter, caplog: pytest.LogCaptureFixture
) -> None:
    accounts = demo_presenter.accounts(as_of=DAY, limit=60, cursor=None)["items"]

    kinds = {
        path["packet"]["kind"]
        for account in accounts
        for path in demo_presenter.paths(account["id"], PathsRequest(None, None, 10, DAY))["paths"]
        if path["packet"]
    }

    assert {"direct", "routed", "name_drop"} <= kinds
    assert "packet withheld" not in caplog.text

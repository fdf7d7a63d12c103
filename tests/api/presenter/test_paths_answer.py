"""Who can reach this account? The designed answer, exact and grounded."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from api.presenter import PathsRequest, Presenter
from api.presenter.paths.warm import chance_word
from api.rendering import to_json
from orbit.errors import UsageError
from orbit.model import AccountKind, ChampionState, Circle, TieKind
from tests.api.presenter.conftest import Tell
from tests.api.presenter.story import ANA, CUSTOMER, ROLES, SIGNALS, SPELLS, STORY, TARGET
from tests.factories import DAY, account_state, person, role, spell, tie, trigger

Json = dict[str, Any]
ASKED = PathsRequest(requester=None, title=None, limit=10, as_of=DAY)


def ask(presenter: Presenter, account: str = "snowpeak.example", **changes: Any) -> Json:
    return presenter.paths(account, replace(ASKED, **changes))


@pytest.fixture(scope="module")
def every_answer(demo_presenter: Presenter) -> list[Json]:
    """The answers for all target accounts of the fictional company."""
    accounts = demo_presenter.accounts(as_of=DAY, limit=500, cursor=None)["items"]
    return [ask(demo_presenter, account["id"]) for account in accounts]


@pytest.fixture(scope="module")
def every_path(every_answer: list[Json]) -> list[Json]:
    """All their paths."""
    return [path for answer in every_answer for path in answer["paths"]]


def test_the_answer_has_the_designed_keys(story: Presenter) -> None:
    answer = ask(story)

    asked = ["account", "as_of", "revision", "requester", "signals"]
    told = [*asked, "paths", "partial", "targets", "colleagues_who_know", "no_path", "policy"]
    assert list(answer) == told
    assert list(answer["account"]) == ["id", "name", "domain"]
    assert list(answer["requester"]) == ["id", "name"]
    assert list(answer["signals"][0]) == ["kind", "title", "occurred_on", "freshness", "evidence"]


def test_every_path_has_the_designed_keys(every_path: list[Json]) -> None:
    for path in every_path:
        assert {"id", "score", "people", "hops", "factors", "weakest", "verdict"} <= set(path)
        assert all({"role", "id", "name", "title", "company"} == set(someone) for someone in path["people"])
        assert all({"from", "to", "strength", "kind", "text", "evidence"} <= set(hop) for hop in path["hops"])
        assert {"status", "reasons", "opens_on", "closes_on"} <= set(path["verdict"])


def test_the_story_is_told(story: Presenter) -> None:
    answer = ask(story)

    (path,) = answer["paths"]
    assert answer["requester"]["name"] == "Ana Ruiz"
    assert [(one["role"], one["name"]) for one in path["people"]] == [
        ("requester", "Ana Ruiz"),
        ("connector", "Bo Krantz"),
        ("target", "Dana Wu"),
    ]
    assert [hop["text"] for hop in path["hops"]] == [
        "Champion at Northwind",
        "Both at Oldco (40 people), Jan 2015 – Jun 2018",
    ]
    assert [entry["ref"] for entry in path["hops"][1]["evidence"]] == ["careers.jsonl:3", "careers.jsonl:4"]
    assert (path["verdict"]["status"], path["verdict"]["closes_on"]) == ("open", "2026-11-24")
    assert answer["no_path"] is None


def test_the_factors_multiply_to_the_score_to_the_last_digit(every_path: list[Json]) -> None:
    paths = every_path

    assert paths
    for path in paths:
        factors = path["factors"]
        assert path["score"] == factors["willing"] * factors["know"] * factors["reply"]


def test_the_contributions_reproduce_each_factor_to_the_last_digit(every_path: list[Json]) -> None:
    for path in every_path:
        told, factors = path["contributions"], path["factors"]
        willing, know, reply = told["willing"], told["know"], told["reply"]
        assert factors["willing"] == willing["circle"] * willing["timing"]
        assert factors["know"] == math.prod(know["ties"], start=know["passes_on"])
        assert factors["reply"] == reply["seniority"] * reply["function"] * reply["signal"] * reply["still_there"]


def test_a_hop_is_its_contributions_combined_to_the_last_digit(every_path: list[Json]) -> None:
    hops = [hop for path in every_path for hop in path["hops"] if hop["contributions"]]

    assert hops
    for hop in hops:
        assert hop["strength"] == 1.0 - math.prod(1.0 - one["cap"] * one["p"] for one in hop["contributions"])


def test_the_weakest_factor_is_the_smallest(every_path: list[Json]) -> None:
    assert all(path["factors"][path["weakest"]] == min(path["factors"].values()) for path in every_path)


def test_hops_lead_from_person_to_person(every_path: list[Json]) -> None:
    for path in every_path:
        ids = [someone["id"] for someone in path["people"]]
        assert [(hop["from"], hop["to"]) for hop in path["hops"]] == list(pairwise(ids))
        assert len(set(ids)) == len(ids)


def test_roles_come_in_the_order_of_the_request(every_path: list[Json]) -> None:
    designed = ["requester", "connector", "bridge", "target"]

    for path in every_path:
        roles = [someone["role"] for someone in path["people"]]
        assert roles == [name for name in designed if name in roles]
        assert (roles[0], roles[-1]) == ("requester", "target")


def test_every_hop_has_evidence_and_a_reason(every_path: list[Json]) -> None:
    assert all(hop["evidence"] and hop["text"] for path in every_path for hop in path["hops"])


def test_paths_come_best_first_and_each_once(every_answer: list[Json]) -> None:
    for answer in every_answer:
        scores = [path["score"] for path in answer["paths"]]
        assert scores == sorted(scores, reverse=True)
        assert len({path["id"] for path in answer["paths"]}) == len(scores)


def test_an_account_has_paths_or_says_why_not(every_answer: list[Json]) -> None:
    assert all(bool(answer["paths"]) != bool(answer["no_path"]) for answer in every_answer)


def test_asking_twice_gives_the_same_bytes(demo_presenter: Presenter) -> None:
    account = demo_presenter.accounts(as_of=DAY, limit=1, cursor=None)["items"][0]["id"]

    assert to_json(ask(demo_presenter, account)) == to_json(ask(demo_presenter, account))


def test_the_same_facts_in_another_order_give_the_same_paths(telling: Tell) -> None:
    forth, back = (ask(Presenter(telling(*items).workspace)) for items in (STORY, list(reversed(STORY))))

    assert forth["paths"] == back["paths"]


def test_a_request_shows_no_more_paths_than_asked_for(demo_presenter: Presenter) -> None:
    account = demo_presenter.accounts(as_of=DAY, limit=1, cursor=None)["items"][0]["id"]

    best, ten = (ask(demo_presenter, account, limit=limit)["paths"] for limit in (2, 10))

    assert best == ten[:2]


@pytest.mark.parametrize("limit", [0, -1, 101])
def test_an_impossible_limit_is_refused(limit: int) -> None:
    with pytest.raises(UsageError, match="limit must be 1 to 100"):
        replace(ASKED, limit=limit)


def test_only_targets_of_the_wanted_title_are_shown(story: Presenter) -> None:
    assert ask(story, title="vp sales")["paths"]
    assert ask(story, title="engineer")["paths"] == []


def test_a_bridge_stands_between_connector_and_target(telling: Tell) -> None:
    eve = person("eve", "Eve Lund", emails=["eve@elsewhere.example"])
    ties = [tie(*pair, TieKind.CONFIRMED, on=DAY, closeness=0.9) for pair in (("bo", "eve"), ("eve", "zoe"))]
    zoe = person("zoe", "Zoe Hale", emails=["zoe@snowpeak.example"])
    told = telling(*STORY, eve, zoe, *ties, spell("zoe", "snowpeak", "CFO", "2020", seen_on=DAY))

    answer = ask(Presenter(told.workspace), title="CFO")

    (path,) = answer["paths"]
    assert [someone["role"] for someone in path["people"]] == ["requester", "connector", "bridge", "target"]
    assert [hop["kind"] for hop in path["hops"]] == ["champion", "confirmed", "confirmed"]


def test_a_target_whom_the_requester_knows_needs_no_connector(telling: Tell) -> None:
    told = telling(*STORY, tie("ana", "dana", TieKind.CONFIRMED, on=DAY, closeness=0.9))

    path = ask(Presenter(told.workspace))["paths"][0]

    assert [someone["role"] for someone in path["people"]] == ["requester", "target"]
    assert path["verdict"]["rules"] == ["own_network"]
    assert path["packet"] is None


def test_a_target_who_is_one_of_ours_is_asked_directly(telling: Tell) -> None:
    told = telling(*STORY, role("dana", Circle.ADVISOR, seen_on="2020-01-01"))

    path = ask(Presenter(told.workspace))["paths"][0]

    assert [(one["role"], one["name"]) for one in path["people"]] == [("requester", "Ana Ruiz"), ("target", "Dana Wu")]
    assert [hop["kind"] for hop in path["hops"]] == ["advisor"]


def test_an_account_without_owner_is_answered_for_nobody(telling: Tell) -> None:
    ownerless = [fact for fact in STORY if fact not in TARGET]
    told = telling(*ownerless, account_state("snowpeak", AccountKind.TARGET, seen_on="2020-01-01"))

    answer = ask(Presenter(told.workspace))

    assert answer["requester"] is None
    assert answer["paths"][0]["people"][0]["role"] == "connector"
    assert answer["paths"][0]["packet"] is None


def test_somebody_else_may_ask(telling: Tell) -> None:
    joe = person("joe", "Joe Lund", emails=["joe.lund@tidewell.example"])
    csm = replace(account_state("northwind", AccountKind.CUSTOMER, seen_on=DAY), csm="joe.lund@tidewell.example")
    told = telling(*STORY, joe, role("joe", seen_on="2020-01-01"), csm)

    answer = ask(Presenter(told.workspace), requester="Joe.Lund@tidewell.example")

    assert answer["requester"]["name"] == "Joe Lund"
    assert answer["paths"][0]["people"][0]["name"] == "Joe Lund"


def test_a_packet_names_exactly_the_target_and_the_account(every_path: list[Json]) -> None:
    packets = [(path["people"][-1], path["packet"]) for path in every_path if path["packet"]]

    assert packets
    for target, packet in packets:
        assert target["name"] in packet["blurb"]
        assert target["name"] in packet["email"]["subject"]
        assert target["name"] in packet["email"]["body"]
        assert {"blurb", "voice", "email", "disqualifier"} <= set(packet)


def test_nobody_gets_words_for_a_connector_who_may_not_be_asked(telling: Tell) -> None:
    unhappy = [fact for fact in STORY if fact not in CUSTOMER]
    told = telling(
        *unhappy, *CUSTOMER[:1], *(replace(fact, nps=3) for fact in CUSTOMER if isinstance(fact, ChampionState))
    )

    path = ask(Presenter(told.workspace))["paths"][0]

    assert path["verdict"]["status"] == "blocked"
    assert path["verdict"]["reasons"]
    assert path["packet"] is None


def test_a_closed_window_blocks_and_says_since_when(story: Presenter) -> None:
    late = ask(story, as_of=DAY + timedelta(days=10))["paths"][0]

    assert late["verdict"]["status"] == "blocked"
    assert late["factors"]["willing"] < 0.55
    assert late["packet"] is None


def test_a_strategic_customer_is_asked_jointly(telling: Tell) -> None:
    strategic = replace(account_state("northwind", AccountKind.CUSTOMER, owner=ANA, seen_on=DAY), arr=400_000.0)
    told = telling(*STORY, strategic)

    path = ask(Presenter(told.workspace))["paths"][0]

    assert path["verdict"]["status"] == "joint_motion"


def test_without_a_signal_there_is_no_reason_to_write(telling: Tell) -> None:
    quiet = [fact for fact in STORY if fact not in SIGNALS]

    answer = ask(Presenter(telling(*quiet).workspace))

    assert answer["signals"] == []
    assert answer["paths"][0]["packet"] is None


def test_signals_fade_and_come_strongest_first(every_answer: list[Json]) -> None:
    for answer in every_answer:
        assert all(0 < signal["freshness"] <= 1 for signal in answer["signals"])
        assert all(signal["occurred_on"] <= DAY.isoformat() for signal in answer["signals"])


def test_the_newest_value_event_opens_the_window(telling: Tell) -> None:
    older = [fact for fact in STORY if fact != CUSTOMER[-1]]
    told = telling(*older, trigger("northwind", on="2026-11-10"))

    verdict = ask(Presenter(told.workspace))["paths"][0]["verdict"]

    assert (verdict["status"], verdict["closes_on"]) == ("open", "2026-11-24")


def test_the_requester_is_never_a_bridge_to_whom_others_would_introduce_them(telling: Tell) -> None:
    owner_alone = [fact for fact in STORY if fact not in {*ROLES[:1], *SPELLS[:2]}]
    ties = [tie(*pair, TieKind.CONFIRMED, on=DAY, closeness=0.9) for pair in (("bo", "ana"), ("ana", "dana"))]
    presenter = Presenter(telling(*owner_alone, *ties).workspace)

    assert ask(presenter)["paths"] == []
    assert presenter.week(rep=None, as_of=DAY)["reps"][0]["asks"] == []


@pytest.mark.parametrize(
    ("score", "word"),
    [(0.31, "strong"), (0.1, "strong"), (0.099, "good"), (0.02, "fair"), (0.0, "faint")],
)
def test_a_score_has_one_word_on_every_surface(score: float, word: str) -> None:
    assert chance_word(score) == word

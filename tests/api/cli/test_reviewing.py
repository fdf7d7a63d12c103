"""Matches that nobody is sure of: listed, explained, decided one by one or by verb, undone, learned from."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.workspace import Workspace
from orbit.resolve.run import resolve
from orbit.settings import read_settings
from tests.api.cli.conftest import Orbit, Said, written
from tests.factories import NOON, person
from tests.orbit.resolve.answered import answer
from tests.storing import put

CONNECTIONS = """First Name,Last Name,URL,Email Address,Company,Position,Connected On
Ida,Berg,https://www.linkedin.com/in/ida-berg,,Nordlys AS,VP Finance,05 Mar 2024
Bo,Krantz,https://www.linkedin.com/in/bo-krantz,,Fjord Freight,Analyst,17 Aug 2019
"""
CHAMPIONS = """name,linkedin_url,title,account_name
Kai Holm,https://www.linkedin.com/in/ida-berg,CEO,Kelp Works
Ed Vance,https://www.linkedin.com/in/bo-krantz,Buyer,Kelp Works
"""


@pytest.fixture(autouse=True)
def doubtful(orbit: Orbit, tmp_path: Path) -> None:
    """Two lists give one LinkedIn address to two names, twice."""
    orbit("init")
    orbit("ingest", "linkedin", written(tmp_path, "Connections.csv", CONNECTIONS), "--owner", "ana@tidewell.example")
    orbit("ingest", "crm_champions", written(tmp_path, "champions.csv", CHAMPIONS))


def questions(orbit: Orbit, *words: str) -> list[dict[str, Any]]:
    return list(orbit("review", "list", "--json", *words).json["items"])


def names(question: dict[str, Any]) -> set[str]:
    return {question["left"]["name"], question["right"]["name"]}


def of_ida(orbit: Orbit) -> int:
    """The number of the question about Ida."""
    return next(int(question["id"]) for question in questions(orbit) if "Ida Berg" in names(question))


def records(orbit: Orbit, name: str = "Ida Berg") -> int:
    """How many records stand behind a name."""
    return len(orbit("export", name).json["records"])


def typed(orbit: Orbit, monkeypatch: pytest.MonkeyPatch, keys: str, *words: str) -> Said:
    """Go through the open ones with keys that come through a pipe."""
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(keys)))
    return orbit("review", *words)


def test_a_doubtful_pair_is_listed_with_both_records_and_the_reason(orbit: Orbit) -> None:
    question = next(each for each in questions(orbit) if "Ida Berg" in names(each))

    said = orbit("review", "list")

    assert str(question["because"]) in " ".join(said.out.split())
    assert "Ida Berg" in said.out
    assert "Kai Holm" in said.out
    assert "2 open" in said.err


def test_a_list_fits_into_eighty_columns(orbit: Orbit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")

    said = orbit("review", "list")

    assert max(map(len, said.out.splitlines())) <= 80


def test_an_undecided_pair_stays_two(orbit: Orbit) -> None:
    assert records(orbit) == 1


def test_a_pair_said_to_be_one_is_one_at_once(orbit: Orbit) -> None:
    said = orbit("review", "same", of_ida(orbit))

    assert said.code == 0
    assert records(orbit) == 2
    assert len(questions(orbit)) == 1


def test_a_pair_said_to_be_two_is_asked_about_no_more(orbit: Orbit) -> None:
    orbit("review", "different", of_ida(orbit))

    assert records(orbit) == 1
    assert len(questions(orbit)) == 1


def test_a_decision_is_listed_and_taken_back(orbit: Orbit) -> None:
    orbit("review", "same", of_ida(orbit))
    (decision,) = questions(orbit, "--decided")

    said = orbit("review", "undo", decision["id"])

    assert said.code == 0
    assert records(orbit) == 1
    assert len(questions(orbit)) == 2
    assert questions(orbit, "--decided") == []


def test_the_number_of_the_question_takes_the_decision_back_as_well(orbit: Orbit) -> None:
    number = of_ida(orbit)
    orbit("review", "different", number)

    assert orbit("review", "undo", number).code == 0
    assert of_ida(orbit) == number


@pytest.mark.parametrize("verb", ["same", "different", "undo", "why"])
def test_a_number_that_is_none_says_so(orbit: Orbit, verb: str) -> None:
    said = orbit("review", verb, 999)

    assert said.code == 1
    assert "there is no judgement 999" in said.err


def test_what_a_rule_said_cannot_be_undone(orbit: Orbit) -> None:
    said = orbit("review", "undo", of_ida(orbit))

    assert said.code == 2
    assert "made by a rule" in said.err


def test_no_more_are_listed_than_asked_for(orbit: Orbit) -> None:
    assert len(questions(orbit, "--limit", "1")) == 1
    assert questions(orbit, "--kind", "company") == []
    assert "No question about companies is open" in orbit("review", "list", "--kind", "company").err


def test_keys_answer_one_question_after_the_other(orbit: Orbit, monkeypatch: pytest.MonkeyPatch) -> None:
    said = typed(orbit, monkeypatch, "sd")

    assert said.code == 0
    assert "2 answered (1 same, 1 different), 0 skipped. Every answer is kept." in said.err
    assert questions(orbit) == []
    assert [each["decision"]["verdict"] for each in questions(orbit, "--decided")] == ["different", "same"]


def test_the_last_answer_is_taken_back_and_asked_again(orbit: Orbit, monkeypatch: pytest.MonkeyPatch) -> None:
    said = typed(orbit, monkeypatch, "sudq")

    assert "1 answered (0 same, 1 different)" in said.err
    assert [each["decision"]["verdict"] for each in questions(orbit, "--decided")] == ["different"]


def test_a_skipped_question_stays_open(orbit: Orbit, monkeypatch: pytest.MonkeyPatch) -> None:
    said = typed(orbit, monkeypatch, "ks")

    assert "1 answered (1 same, 0 different), 1 skipped" in said.err
    assert len(questions(orbit)) == 1


@pytest.mark.parametrize("keys", ["q", ""])
def test_quitting_or_the_end_of_the_input_changes_nothing(
    orbit: Orbit, monkeypatch: pytest.MonkeyPatch, keys: str
) -> None:
    said = typed(orbit, monkeypatch, keys)

    assert said.code == 0
    assert len(questions(orbit)) == 2


def test_why_and_unknown_keys_ask_the_same_question_again(orbit: Orbit, monkeypatch: pytest.MonkeyPatch) -> None:
    said = typed(orbit, monkeypatch, "wxuq")

    assert "They are two" in said.out
    assert "s same, d different" in said.err
    assert "nothing to undo" in said.err
    assert len(questions(orbit)) == 2


class Interrupted:
    """What is typed before somebody presses Ctrl-C."""

    def __init__(self, *lines: str) -> None:
        self._lines = iter(lines)

    def isatty(self) -> bool:
        """Say that it is no terminal."""
        return False

    def __iter__(self) -> Iterator[str]:
        yield from self._lines
        raise KeyboardInterrupt


def test_answers_before_an_interruption_are_kept(orbit: Orbit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Interrupted("s"))

    said = orbit("review")

    assert said.code == 130
    assert "1 answered" in said.err
    assert len(questions(orbit, "--decided")) == 1


def test_no_more_are_asked_than_wanted(orbit: Orbit, monkeypatch: pytest.MonkeyPatch) -> None:
    said = typed(orbit, monkeypatch, "sss", "--limit", "1")

    assert "1 answered" in said.err
    assert len(questions(orbit)) == 1


def test_nothing_to_ask_says_so(orbit: Orbit, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "No question about companies is open" in typed(orbit, monkeypatch, "s", "--kind", "company").err


def test_a_workspace_named_before_the_verb_is_not_passed_over(orbit: Orbit, home: Path) -> None:
    said = orbit("review", "--home", home, "list")

    assert (said.code, "behind the verb" in said.err) == (2, True)


def test_why_two_are_one_names_rule_and_day(orbit: Orbit) -> None:
    number = of_ida(orbit)
    orbit("review", "same", number)

    said = orbit("review", "why", number)

    assert "They are one person" in said.out
    assert "decided so" in said.out


def test_why_not_is_told_of_any_two_records(orbit: Orbit) -> None:
    question = next(each for each in questions(orbit) if "Ida Berg" in names(each))
    keys = question["left"]["key"], question["right"]["key"]

    told, as_json = orbit("review", "why", *keys), orbit("review", "why", *keys, "--json").json

    assert "They are two" in told.out
    assert "any two records" in told.out
    assert as_json["waterfall"]["bits"] == pytest.approx(
        sum(step["bits"] for step in as_json["waterfall"]["steps"])
        + as_json["waterfall"]["prior"]
        - as_json["waterfall"]["withheld"],
        abs=0.05,
    )


def test_one_word_that_is_no_number_asks_for_the_other_record(orbit: Orbit) -> None:
    said = orbit("review", "why", "crm_champions:x")

    assert (said.code, "name two records" in said.err) == (2, True)


def test_whom_a_record_means_is_told_with_what_speaks_for_it(orbit: Orbit) -> None:
    said = orbit("review", "who", "Bo Krantz", "--company", "Fjord Freight", "--title", "Analyst").out

    assert "Bo Krantz, Analyst, Fjord Freight" in said
    assert "for it: " in said
    assert "by the record linkedin:in/bo-krantz" in said


def test_a_record_that_means_nobody_asks_for_more(orbit: Orbit) -> None:
    said = orbit("review", "who", "Zoltan Quarrel", "--email", "zoltan@quarrel.example")

    assert (said.out, "Say more of them" in said.err) == ("", True)


def test_whom_a_record_means_is_not_guessed_before_people_were_matched(orbit: Orbit, home: Path) -> None:
    with Workspace.open(read_settings(home, {})) as workspace:
        workspace.memory.forget()

    assert "orbit review recluster" in orbit("review", "who", "Bo Krantz").err


def test_too_few_answers_teach_nothing_and_say_how_many_it_takes(orbit: Orbit) -> None:
    orbit("review", "same", of_ida(orbit))

    said = orbit("review", "recalibrate")

    assert said.code == 2
    assert "1 answer so far, and learning from them takes 100" in said.err


def test_enough_answers_are_learned_from_and_drawn(orbit: Orbit, home: Path) -> None:
    with Workspace.open(read_settings(home, {})) as workspace:
        answer(workspace.store, 50)

    tried, kept = orbit("review", "recalibrate", "--dry-run"), orbit("review", "recalibrate")

    assert (tried.code, "dry run" in tried.err) == (0, True)
    assert (kept.code, "Kept as weights" in kept.err) == (0, True)
    assert "100 answers: 50 one, 50 two" in kept.out
    assert "█" in kept.out


def test_weights_that_do_not_help_are_refused_in_words(orbit: Orbit, home: Path) -> None:
    with Workspace.open(read_settings(home, {})) as workspace:
        answer(workspace.store, 66, as_weighed=True)

    said = orbit("review", "recalibrate")

    assert (said.code, "Nothing was kept" in said.err) == (1, True)


def test_who_is_made_of_too_many_records_is_named_by_the_doctor(orbit: Orbit, home: Path) -> None:
    before = orbit("doctor").out
    with Workspace.open(read_settings(home, {})) as workspace:
        put(workspace.store, *(person(f"p {n}", "Ada Sol", emails=["ada@sol.example"]) for n in range(26)))
        resolve(workspace.store, at=NOON)

    said = orbit("doctor").out

    assert "Nobody is made of implausibly many records." in before
    assert "is made of 26 records" in said
    assert "orbit review why 'crm_champions:p 0' 'crm_champions:p 25'" in said


@pytest.mark.parametrize("verb", ["same", "different", "undo", "why"])
@pytest.mark.parametrize("number", ["0", "9" * 30])
def test_a_number_that_nothing_can_have_says_where_to_look(orbit: Orbit, verb: str, number: str) -> None:
    said = orbit("review", verb, number)

    assert said.code == 2
    assert said.err == f"'{number}' is not one of the numbers that this shows: orbit review list\n"

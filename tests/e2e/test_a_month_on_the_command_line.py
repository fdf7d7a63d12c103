"""A rep's month as they live it at the command line: each command in a process of its own, each hint followed."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.month_story import ANA, escalate, make_world

MONDAY = date(2026, 10, 5)
SNOWPEAK = ("snowpeak.example", "--target", "Dana Wu", "--connector", "Bo Krantz")
GLACIER = ("glacier.example", "--target", "Gil Sato", "--connector", "Eva Lind")
MORAINE = ("moraine.example", "--target", "Hana Noor", "--connector", "Finn Mora")


@dataclass(frozen=True)
class Shell:
    """A terminal in which a rep works in one workspace."""

    home: Path

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run `orbit` with these words."""
        command = [sys.executable, "-m", "api.cli", *words, "--home", str(self.home)]
        return subprocess.run(command, capture_output=True, text=True, env={"COLUMNS": "200"})

    def says(self, *words: str) -> str:
        """Return what a command that does its work prints."""
        ran = self.run(*words)
        assert (ran.returncode, ran.stderr.count("Traceback")) == (0, 0), ran.stderr
        return ran.stdout

    def refuses(self, *words: str, code: int = 1) -> str:
        """Return why a command does not do its work; nothing is printed that a program could take for an answer."""
        ran = self.run(*words)
        assert (ran.returncode, ran.stdout) == (code, "")
        return ran.stderr

    def json(self, *words: str) -> Any:
        """Return the answer that a program gets."""
        return json.loads(self.says(*words, "--json"))


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A terminal in Ana's workspace."""
    make_world(tmp_path / "home", MONDAY)
    return Shell(tmp_path / "home")


def on(day: int) -> tuple[str, str]:
    """Say on which day of October it happened."""
    return "--on", f"2026-10-{day:02d}"


def seen(day: int) -> tuple[str, str]:
    """Look at everything from a day of October."""
    return "--as-of", f"2026-10-{day:02d}"


def test_the_week_names_who_to_ask_and_the_command_that_plans_it(shell: Shell) -> None:
    week = shell.says("week", "--rep", ANA, *seen(5))
    champions = shell.says("champions", "--rep", ANA, *seen(5))
    command = re.findall(r"plan it: orbit (ask new snowpeak.*)", week)[0]
    planned = shell.says(*shlex.split(command), *on(5))

    assert "Ask Bo Krantz for Dana Wu, VP Sales at Snowpeak" in week
    assert "Renewal on 4 Oct 2026: ask by 6 Oct 2026, at the latest on 11 Oct 2026." in champions
    assert planned.startswith("Ask 1: Bo Krantz → Dana Wu at Snowpeak, for Ana Ruiz: planned")
    assert "Would you introduce me to Dana Wu, VP Sales at Snowpeak?" in planned


def test_an_ask_is_made_only_with_something_picked_in_return_and_the_refusal_says_what(shell: Shell) -> None:
    shell.says("ask", "new", *SNOWPEAK, *on(5))

    why = shell.refuses("ask", "sent", "1", *on(5))

    assert "linkedin_recommendation, council_callout, donation" in why
    assert "sent" in shell.says("ask", "sent", "1", "--reciprocity", "donation", *on(5))


def test_who_said_yes_gets_the_draft_and_after_72_hours_no_reminder(shell: Shell) -> None:
    shell.says("ask", "new", *SNOWPEAK, "--reciprocity", "linkedin-recommendation", *on(5))
    shell.says("ask", "sent", "1", *on(5))
    shell.says("ask", "outcome", "1", "accepted", *on(6))

    after = shell.says("ask", "show", "1", *seen(6))
    later = shell.says("ask", "show", "1", *seen(10))
    owed = shell.says("ask", "owed", "--rep", ANA, *seen(10))

    assert "the draft that they forward" in after
    assert "If Dana is happy with their current solution, please disregard." in after
    assert "Do not remind them" in later
    assert "Do not remind them" not in after
    assert "2026-10-09, overdue" in owed
    kinds = {task["kind"] for task in shell.json("ask", "show", "1", *seen(10))["tasks"]}
    assert kinds == {"ask", "draft", "reciprocity"}


def test_every_task_names_the_command_that_settles_it(shell: Shell) -> None:
    shell.says("ask", "new", *SNOWPEAK, "--reciprocity", "linkedin-recommendation", *on(5))
    shell.says("ask", "sent", "1", *on(5))
    shell.says("ask", "outcome", "1", "accepted", *on(6))
    shell.says("ask", "outcome", "1", "meeting", *on(14))
    assert "Tell the connector that the meeting took place" in shell.says("ask", "show", "1")

    for command in re.findall(r"once done: orbit (.*)", shell.says("ask", "show", "1")):
        shell.says(*shlex.split(command), *on(16))

    assert shell.says("ask", "list", "--due").startswith("Nothing is due")
    assert shell.json("ask", "owed")["owed"] == []


def test_who_says_no_rests_and_who_says_not_now_is_checked_in_with(shell: Shell) -> None:
    shell.says("ask", "new", *GLACIER, "--reciprocity", "donation", *on(6))
    shell.says("ask", "sent", "1", *on(6))
    shell.says("ask", "outcome", "1", "declined", *on(7))
    shell.says("ask", "new", *MORAINE, "--reciprocity", "council-callout", *on(7))
    shell.says("ask", "sent", "2", *on(7))
    shell.says("ask", "outcome", "2", "not-now", "--next", "2026-11-02", *on(8))

    again = shell.refuses("ask", "new", "moraine.example", "--target", "Hana Noor", "--connector", "Eva Lind", *on(9))
    due = shell.json("ask", "list", "--due", "--as-of", "2026-11-02")["items"]

    assert "Said no on 7 Oct 2026: rests 14 days, until 21 Oct 2026." in again
    assert ("Check in with them again.", "2026-11-02") in [
        (task["text"], task["due_on"]) for ask in due for task in ask["tasks"] if ask["id"] == 2
    ]


def test_a_slip_is_refused_with_what_fits_and_taken_back_where_it_was_logged(shell: Shell) -> None:
    shell.says("ask", "new", *GLACIER, "--reciprocity", "donation", *on(6))

    early = shell.refuses("ask", "outcome", "1", "forwarded", *on(6))
    unknown = shell.refuses("ask", "outcome", "1", "exploded", code=2)
    shell.says("ask", "sent", "1", *on(6))
    shell.says("ask", "outcome", "1", "accepted", *on(7))
    twice = shell.refuses("ask", "outcome", "1", "accepted", *on(7))

    assert "Log first that it was sent." in early
    assert "not-now" in unknown
    assert "take back what was logged first" in twice
    assert shell.json("ask", "undo", "1")["state"] == "sent"


def test_what_has_happened_since_the_plan_stops_an_ask_unless_it_was_made_anyway(shell: Shell) -> None:
    shell.says("ask", "new", *SNOWPEAK, "--reciprocity", "donation", *on(5))
    escalate(shell.home, date(2026, 10, 6))

    why = shell.refuses("ask", "sent", "1", *on(7))
    said = shell.says("ask", "sent", "1", "--anyway", "--note", "Over lunch", *on(7))

    assert "A support escalation is open" in why
    assert "log it as made anyway" in why
    assert "Over lunch (made anyway: A support escalation is open" in said


def test_the_month_ends_in_a_sheet_in_measures_and_in_a_lesson(shell: Shell) -> None:
    sheet = shell.json("session", "--rep", ANA, *seen(5))["sheets"][0]
    shell.says("ask", "new", *SNOWPEAK, "--reciprocity", "linkedin-recommendation", *on(5))
    shell.says("ask", "sent", "1", *on(5))
    for step, day in (("accepted", 6), ("forwarded", 7), ("replied", 8), ("meeting", 14), ("reciprocity-done", 15)):
        shell.says("ask", "outcome", "1", step, *on(day))
    shell.says("ask", "new", *GLACIER, "--reciprocity", "donation", *on(6))
    shell.says("ask", "sent", "2", *on(6))
    shell.says("ask", "outcome", "2", "declined", *on(7))
    claimed = shell.says("claim", ANA, "8", "--month", "2026-10", "--by", "Maria Kern")

    told = shell.says("measure", "--month", "2026-10", "--rep", ANA)
    answer = shell.json("measure", "--month", "2026-10", "--rep", ANA)
    lesson = shell.run("learn", "--dry-run", "--as-of", "2026-10-31")

    assert {one["connector"]["name"] for one in sheet["candidates"]} == {"Bo Krantz", "Eva Lind", "Finn Mora"}
    assert all(one["packet"]["script"] for one in sheet["candidates"])
    assert claimed == "Ana Ruiz claims 8 asks in 2026-10.\n"
    assert "claimed 8, logged 2, 4.0 times as many" in told
    assert answer["rates"]["all"]["meeting"]["count"] == 1
    assert [one["asks"] for one in answer["calibration"]["bins"]] == [2]
    assert len(answer["policy"]) == 16
    assert (lesson.returncode, "Nothing was changed." in lesson.stderr) == (0, True)
    assert "champion" in lesson.stdout


def test_the_crms_opportunities_say_which_share_of_them_the_asks_led_to(shell: Shell, tmp_path: Path) -> None:
    shell.says("ask", "new", *SNOWPEAK, "--reciprocity", "donation", *on(5))
    shell.says("ask", "sent", "1", *on(5))
    shell.says("ask", "outcome", "1", "forwarded", *on(7))
    before = shell.says("measure", "--month", "2026-10")
    export = tmp_path / "opportunities.csv"
    export.write_text(
        "Deal Name,Record ID,Associated Company (Primary),Company Domain Name,Create Date,Close Date,Deal Stage,"
        "Lead Source\n"
        "Snowpeak roll-out,1,Snowpeak,snowpeak.example,2026-10-15,2026-10-28,Closed won,Web\n"
        "Snowpeak pilot,2,Snowpeak,snowpeak.example,2026-10-02,2026-12-24,Contract Sent,Web\n"
        "Glacier pilot,3,Glacier,glacier.example,2026-10-16,2026-10-30,Closed lost,Customer Referral\n"
        "Moraine pilot,4,Moraine,moraine.example,2026-10-16,2026-12-24,Contract Sent,Web\n"
    )

    taken = shell.json("ingest", "crm_opportunities", str(export))
    found = shell.json("measure", "--month", "2026-10")["referrals"]
    told = " ".join(shell.says("measure", "--month", "2026-10").split())
    typed = shell.json("measure", "--month", "2026-10", "--opportunities", "10")["referrals"]["opportunities"]

    assert "no opportunities were imported" in " ".join(before.split())
    assert taken["outcomes"]["created"] == 4
    assert [found["opportunities"][name] for name in ("total", "from_asks", "claimed_alone")] == [4, 1, 1]
    assert [found["won"][name] for name in ("total", "from_asks", "basis")] == [1, 1, "imported"]
    assert "Of 4 opportunities from the CRM, 2 were referred (50%, 15% to 85%): 1 by logged asks, 1 by" in told
    assert (typed["total"], typed["share"]["share"], typed["basis"]) == (10, 0.2, "given")

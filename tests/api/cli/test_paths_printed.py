"""How `orbit paths` reads in a terminal of 80 columns: filters, reasons, changes, and what to do without a path."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.cli.pathtable import print_paths
from api.presenter import PathsRequest, Presenter
from api.rendering import to_json
from api.workspace import Workspace
from orbit.model import Circle, Item
from orbit.settings import read_settings
from orbit.titles import JobFunction, Seniority
from tests.api.cli.conftest import Orbit
from tests.api.presenter.story import SPELLS, STORY, tell
from tests.factories import DAY, person, spell

AS_OF = ("--as-of", DAY.isoformat())
CREW: list[Item] = [
    item
    for number in range(60)
    for item in (person(f"p{number}", f"Pia P{number}"), spell(f"p{number}", "snowpeak", "Clerk", seen_on=DAY))
]


@pytest.fixture(autouse=True)
def _narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def told(home: Path, *items: Item) -> None:
    with Workspace.open(read_settings(home, {}), create=True) as workspace:
        tell(workspace, *items)


def lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines()]


def test_filters_reach_the_presenter_under_the_same_names(orbit: Orbit, home: Path) -> None:
    told(home, *STORY)
    filters = ["--function", "sales", "--function", "Customer Success", "--seniority", "VP", "--seniority", "C-level"]

    said = orbit(
        "paths", "snowpeak.example", *filters, "--circle", "champion", "--without", "Ana Ruiz", "--json", *AS_OF
    )

    request = PathsRequest(
        None,
        None,
        10,
        DAY,
        functions=(JobFunction.SALES, JobFunction.CUSTOMER_SUCCESS),
        seniorities=(Seniority.VP, Seniority.C_LEVEL),
        circles=(Circle.CHAMPION,),
        without=("Ana Ruiz",),
    )
    with Workspace.open(read_settings(home, {})) as workspace:
        assert said.out.encode() == to_json(Presenter(workspace).paths("snowpeak.example", request))
    assert len(said.json["paths"]) == 1


def test_a_value_that_is_none_of_a_closed_set_is_told_with_all_of_them(orbit: Orbit, home: Path) -> None:
    told(home, *STORY)

    said = orbit("paths", "snowpeak.example", "--seniority", "chef")

    assert said.err.strip() == "--seniority knows c_level, vp, director, manager, individual, unknown; got 'chef'"


def test_why_shows_every_number_the_weakest_and_what_would_raise_it(orbit: Orbit, home: Path) -> None:
    told(home, *STORY)

    said = lines(orbit("paths", "snowpeak.example", "--why", *AS_OF).out)

    assert said[said.index("    Why: 7.7% = willing 55% × know 38% × reply 37%") + 1 :] == [
        "      willing   55%  Bo Krantz: Champion at Northwind",
        "               100%  Bo Krantz may be asked now",
        "      know     100%  Nobody in between has to pass it on",
        "                38%  Bo Krantz → Dana Wu: Both at Oldco (40 people), Jan 2015 –",
        "                     Jun 2018",
        "      reply     50%  Dana Wu: VP Sales (vice president) ← weakest",
        "               100%  Sales: we sell to it",
        "                73%  VP Sales role posted, 10 Nov 2026: a heat of 33%",
        "               100%  Dana Wu was last known to be at Snowpeak GmbH on 21 Nov",
        "                     2026",
        "    What would raise it most: Bo Krantz confirms knowing Dana Wu well (90%):",
        "    7.7% → 18.1%",
        "    Or: Snowpeak GmbH shows a new signal, of the kind seen most (hiring): 7.7% →",
        "    8.2%",
    ]


def test_what_has_changed_is_shown_with_both_scores_and_the_new_facts(orbit: Orbit, home: Path) -> None:
    told(home, *STORY)

    said = lines(orbit("paths", "snowpeak.example", "--diff", "2026-11-09", "--as-of", "2026-11-18").out)

    assert said[said.index("Since 2026-11-09") + 1 :] == [
        "  rose  Bo Krantz → Dana Wu  2.2% → 2.7%",
        "    New at Snowpeak GmbH: VP Sales role posted, 10 Nov 2026. [jobs.json:5]",
    ]


def test_where_there_was_never_a_path_nothing_has_changed(orbit: Orbit, home: Path) -> None:
    told(home, *(fact for fact in STORY if fact not in SPELLS[:2]))

    assert "There was no path on either day." in orbit("paths", "snowpeak.example", "--diff", "2026-08-01", *AS_OF).out


def test_steps_to_a_path_come_with_what_each_adds(orbit: Orbit, home: Path) -> None:
    told(home, *(fact for fact in STORY if fact not in SPELLS[:2]))

    said = lines(orbit("paths", "snowpeak.example", *AS_OF).out)

    start = said.index("What adds most to the chance of a path worth asking for:")
    assert said[start + 1].startswith("  +")
    assert "%  Import contacts of Snowpeak GmbH: a CRM export" in said[start + 1]
    assert said[-1].startswith("Each counts on top of those before; with all of them it is ")


def test_people_who_were_not_looked_at_are_counted(orbit: Orbit, home: Path) -> None:
    told(home, *STORY, *CREW)

    said = " ".join(orbit("paths", "snowpeak.example", *AS_OF).out.split())

    assert "Only the 50 likeliest to reply of 61 people there were looked at" in said


def test_a_search_that_was_stopped_says_so_in_plain_words(
    orbit: Orbit, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told(home, *STORY)
    answer = orbit("paths", "snowpeak.example", "--json", *AS_OF).json

    print_paths(answer | {"partial": True})

    assert "The search was stopped before it was sure: there may be better paths." in " ".join(
        capsys.readouterr().out.split()
    )


def test_a_search_that_was_stopped_before_it_found_any_path_claims_nothing(
    orbit: Orbit, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told(home, *(fact for fact in STORY if fact not in SPELLS[:2]))
    answer = orbit("paths", "snowpeak.example", "--json", *AS_OF).json

    print_paths(answer | {"partial": True})

    printed = capsys.readouterr().out
    assert "No path was found before the search was stopped." in printed
    assert "No verified path yet." not in printed


def test_no_line_is_wider_than_the_terminal(orbit: Orbit, home: Path) -> None:
    told(home, *STORY, *CREW)

    said = orbit("paths", "snowpeak.example", "--why", "--diff", "2026-08-01", *AS_OF)

    assert max(map(len, said.out.splitlines())) <= 80

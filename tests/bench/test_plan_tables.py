from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.plan_gate import gate_figures
from bench.plan_tables import main, make_tables
from bench.tables import plain
from orbit.policy import load_policy
from tests.docs.pages import DOCS


def saved(folder: Path, **figures: float) -> str:
    file = folder / "plan.json"
    told = {"figures": {"gate_10k_ms": 300.0, **figures}, "peers": {"turns_expected_introductions": 81.4}}
    file.write_text(json.dumps(told), encoding="utf-8")
    return str(file)


def test_the_plan_stands_beside_taking_turns() -> None:
    table = make_tables({"expected_introductions": 96.9}, {"turns_expected_introductions": 81.4})["large"]

    assert "| introductions to expect | 96.9 | 81.4 |" in table


def test_each_way_to_choose_has_a_column() -> None:
    figures = {"weeks_no_gate_burnt_out": 32, "weeks_gate_and_turns_burnt_out": 0, "weeks_gate_and_plan_burnt_out": 0}

    assert "| connectors burnt out | 32 | 0 | 0 |" in make_tables(figures, {})["weeks"]


def test_the_table_of_the_gate_shows_what_the_benchmark_prints() -> None:
    figures = gate_figures(load_policy(), connectors=30)

    table = make_tables(figures, {})["gate"]

    assert set(figures) == {"gate_10k_ms", "gate_10k_first_ms"}
    assert all(f"| {plain(figure)} |" in table for figure in figures.values())


def test_the_page_holds_a_place_for_every_table() -> None:
    page = (DOCS / "planning.md").read_text(encoding="utf-8")

    assert all(f"<!-- plan: {name} -->" in page for name in make_tables({}, {}))


def test_tables_are_put_in_their_places(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("<!-- plan: gate -->\nold\n<!-- end of plan -->\n", encoding="utf-8")

    code = main([saved(tmp_path), "--into", str(page)])

    assert code == 0
    assert "verdicts for 10,000 connectors, ms | 300 |" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["{", "[]", '{"figures": {}, "peers": {}}'])
def test_what_is_no_run_of_this_benchmark_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    (tmp_path / "other.json").write_text(text, encoding="utf-8")

    code = main([str(tmp_path / "other.json")])

    assert code == 1
    assert "not what `orbit bench plan --json` prints" in capsys.readouterr().err

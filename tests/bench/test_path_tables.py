from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bench import path_plot, path_tables
from bench.path_tables import LINES, PEERS, TARGETS, Run, make_tables
from tests.docs.pages import DOCS

NAMES = {
    name.replace("p50/p99", part) for lines in LINES.values() for name in lines.values() for part in ("p50", "p99")
}


def figures(people: int, **own: float) -> dict[str, float]:
    return dict.fromkeys(NAMES, 7.0) | {"people": people} | own


def peers() -> dict[str, float]:
    parts = ("people", "pairs", "make_pairs_s", "build_s", "ms_p50", "ms_p99", "ours_ms_p50", "times_slower")
    return {f"{name}_{part}": 3.0 for name in PEERS for part in parts}


def run(people: int, **own: float) -> Run:
    return Run(f"{people}.json", figures(people, **own), peers())


def saved(folder: Path, people: int, **own: float) -> str:
    file = folder / f"{people}.json"
    file.write_text(json.dumps({"figures": figures(people, **own), "peers": peers()}), encoding="utf-8")
    return str(file)


def test_a_line_shows_each_crowd() -> None:
    table = make_tables([run(100_000, kernel_p50_ms=0.05), run(1_000_000, kernel_p99_ms=0.3)])["engine"]

    assert table.startswith("| | figure | 100,000 people | 1,000,000 people |\n")
    assert "| `kernel_p50_ms`, `…_p99_ms` | 0.05 / 7 | 7 / 0.3 |" in table


def test_what_misses_its_target_says_by_how_much() -> None:
    table = make_tables([run(100_000, kernel_p50_ms=0.04, open_s=0.1)])["targets"]

    assert "| 100,000 | `kernel_p50_ms` | 0.05 | 0.04 | reached |" in table
    assert "| 100,000 | `open_s` | 0.05 | 0.1 | **missed**: 2 times as much |" in table


def test_what_should_be_much_misses_where_it_is_little() -> None:
    few, many = (make_tables([run(1_000_000, http_requests_per_s=rate)])["targets"] for rate in (400.0, 900.0))

    assert "| `http_requests_per_s` | at least 800 | 400 | **missed**: 0.5 times as much |" in few
    assert "| `http_requests_per_s` | at least 800 | 900 | reached |" in many


def test_what_is_served_is_shown_of_each_crowd_and_the_demo_once() -> None:
    tables = make_tables([run(100_000), run(1_000_000)])

    assert tables["served"].startswith("| | figure | 100,000 people | 1,000,000 people |\n")
    assert tables["demo"].startswith("| | figure | |\n")


def test_every_table_has_as_many_cells_in_each_line() -> None:
    for table in make_tables([run(people) for people in TARGETS]).values():
        assert len({line.count("|") for line in table.splitlines()}) == 1


def test_the_page_has_a_place_for_each_table() -> None:
    page = (DOCS / "performance.md").read_text(encoding="utf-8")

    for name in make_tables([run(100_000)]):
        assert f"<!-- paths: {name} -->" in page


def test_tables_are_put_in_their_places(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("a\n<!-- paths: floor -->\nold\n<!-- end of paths -->\nb\n", encoding="utf-8")

    done = path_tables.main([saved(tmp_path, 100_000), "--into", str(page)])

    assert done == 0
    assert "old" not in page.read_text(encoding="utf-8")
    assert page.read_text(encoding="utf-8").startswith("a\n<!-- paths: floor -->\n| | figure | |\n")


def test_what_another_benchmark_printed_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "other.json"
    file.write_text('{"figures": {"load_items": 1}, "peers": {}}', encoding="utf-8")

    assert path_tables.main([str(file)]) == 1
    assert "not what `orbit bench paths --json` prints" in capsys.readouterr().err


def test_growth_is_drawn_with_each_crowd(tmp_path: Path) -> None:
    runs = [saved(tmp_path, people, kernel_p50_ms=people / 1e6) for people in TARGETS]
    drawing = tmp_path / "growth.svg"

    assert path_plot.main([*runs, "--into", str(drawing)]) == 0
    told = ElementTree.parse(drawing).getroot()  # noqa: S314 - written a line ago
    texts = {element.text for element in told.iter("{http://www.w3.org/2000/svg}text")}
    assert {"100 k", "1 M", "10 M", "Search kernel", "median"} <= texts


def test_higher_is_drawn_higher() -> None:
    scale = path_plot.Scale(100.0, -50.0, 0, 2)

    assert [scale.at(value) for value in (1, 10, 100)] == [100.0, 75.0, 50.0]

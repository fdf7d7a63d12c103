from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bench.sizing import sizing_figures
from bench.tables import TABLES, Told, as_room, as_time, main, make_tables, plain
from orbit.errors import UsageError
from tests.docs.pages import DOCS

MEASURED = {
    "load_items": 1_000,
    "load_sqlite_items_per_s": 30_486,
    "load_neo4j_items_per_s": 3_137,
    "disk_sqlite_bytes_per_item": 300.0,
    "disk_neo4j_bytes_per_item": 600.0,
    "snapshot_sqlite_s": 3.384,
    "snapshot_sqlite_memory_mb": 1024.0,
    "ask_find_neo4j_ms_p50": 7.6642,
    "ask_find_neo4j_ms_p99": 1296.5426,
    "memory_answering_engine_mb": 69.4,
}
BRACES = [{"store": "sqlite", "ranker": "engine"}, {"store": "neo4j", "ranker": "database"}]


def figures(**own: float) -> dict[str, float]:
    """Return every figure that a table shows: what was measured, 7 for all else."""
    shown = {name.format(**words) for lines in TABLES.values() for name in lines.values() for words in BRACES}
    stems = {name.removesuffix("_p50/p99") for name in shown}
    named = shown | {f"{stem}_{part}" for stem in stems for part in ("p50", "p99")}
    measured = dict.fromkeys(named, 7.0) | MEASURED | own
    return measured | sizing_figures(measured, people=100)


def saved(folder: Path, name: str = "one.json", **own: float) -> Path:
    file = folder / name
    file.write_text(json.dumps({"figures": figures(**own), "peers": {"pairs": 1}, "machine": {}}), encoding="utf-8")
    return file


def test_a_line_shows_both_stores_at_both_scales() -> None:
    runs = [Told(figures(), "one.json"), Told(figures(load_sqlite_items_per_s=26_133), "ten.json")]

    loading = make_tables(runs)["loading"].splitlines()

    assert loading[0].endswith("| scale 1: SQLite | scale 1: Neo4j | scale 10: SQLite | scale 10: Neo4j |")
    assert loading[2].endswith("| `load_{store}_items_per_s` | 30,486 | 3,137 | 26,133 | 3,137 |")
    assert loading[3].endswith("| – | 7 | – | 7 |")


def test_median_and_99th_percentile_share_a_cell() -> None:
    questions = make_tables([Told(figures(), "one.json")])["questions"]

    assert "| `ask_find_{store}_ms_p50`, `…_p99` | 7 / 7 | 7.66 / 1,297 |" in questions


def test_a_process_that_answers_is_told_for_each_ranker() -> None:
    memory = make_tables([Told(figures(), "one.json")])["memory"]

    assert "| `memory_answering_{ranker}_mb` | 69.4 | 7 |" in memory


def test_every_line_has_as_many_cells_as_the_head() -> None:
    runs = [Told(figures(), name) for name in ("one.json", "ten.json")]

    for table in make_tables(runs).values():
        assert len({line.count("|") for line in table.splitlines()}) == 1


def test_sizes_are_those_of_the_last_run() -> None:
    runs = [Told(figures(load_neo4j_items_per_s=1), "one.json"), Told(figures(), "ten.json")]

    largest = make_tables(runs)["sizes"].splitlines()[-1]

    assert largest.startswith("| 500,000 | 225,000,000 | 2,250,000,000 | 629 GiB | 1,260 GiB | 20.5 h | 199 h |")
    assert largest.endswith("| 2,250,000 GiB |")


def test_a_figure_that_is_missing_is_named() -> None:
    told = Told({name: value for name, value in figures().items() if name != "publish_s"}, "one.json")

    with pytest.raises(UsageError, match=r"one\.json has no figure publish_s\. Measure again with: orbit bench stores"):
        make_tables([told])


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"figures": 1, "peers": {}}'])
def test_a_file_of_another_kind_is_refused(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "other.json"
    file.write_text(text, encoding="utf-8")

    code = main([str(file)])

    assert code == 1
    assert "other.json is not what `orbit bench stores --json` prints" in capsys.readouterr().err


def test_all_tables_are_printed_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main([str(saved(tmp_path)), str(saved(tmp_path, "ten.json"))])

    printed = capsys.readouterr().out
    assert code == 0
    assert [line for line in printed.splitlines() if line and line[0] != "|"] == [*TABLES, "sizes"]


def test_pages_get_their_tables_and_keep_the_rest(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Before\n\n<!-- table room -->\nold\n<!-- end of table -->\n\nAfter\n", encoding="utf-8")

    code = main([str(saved(tmp_path)), "--into", str(page)])

    before, table, after = re.split(r"<!--.*-->\n", page.read_text(encoding="utf-8"))
    assert (code, before, after) == (0, "Before\n\n", "\nAfter\n")
    assert table == make_tables([Told(figures(), "one.json")])["room"]


def test_a_place_for_a_table_that_does_not_exist_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.md"
    page.write_text("<!-- table rooms -->\n<!-- end of table -->\n", encoding="utf-8")

    code = main([str(saved(tmp_path)), "--into", str(page)])

    assert code == 1
    assert "There is no table 'rooms'; there are: workspaces, loading" in capsys.readouterr().err


def test_each_table_has_its_place_in_a_page() -> None:
    pages = "".join(path.read_text(encoding="utf-8") for path in sorted(DOCS.glob("*.md")))

    assert sorted(re.findall(r"^<!-- table (\w+) -->$", pages, re.MULTILINE)) == sorted([*TABLES, "sizes"])
    assert pages.count("<!-- end of table -->") == len(TABLES) + 1


@pytest.mark.parametrize(("value", "said"), [(0.0069, "0.0069"), (9.724, "9.72"), (99.96, "100"), (100, "100")])
def test_three_digits_count(value: float, said: str) -> None:
    assert plain(value) == said


def test_room_and_time_are_told_in_units_that_fit() -> None:
    told = [as_room(0.0371), as_room(3.71), as_time(0.00127), as_time(0.808), as_time(12.7)]

    assert told == ["38 MiB", "3.71 GiB", "5 s", "48 min", "12.7 h"]

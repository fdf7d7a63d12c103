from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import PACKAGES, called, modules, parsed

MODULES = modules(*PACKAGES, "bench")
MOST_LINES = 400
_BROAD = {"Exception", "BaseException"}
_DRAWERS = {"utils", "util", "helpers", "common", "manager", "misc"}


def test_each_module_says_what_is_in_it() -> None:
    assert [called(module) for module in MODULES if not ast.get_docstring(parsed(module))] == []


def test_no_module_is_too_long_to_be_read_at_once() -> None:
    lengths = {called(module): len(module.read_text(encoding="utf-8").splitlines()) for module in MODULES}

    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


def test_no_module_prints_past_the_console() -> None:
    assert [place for module in MODULES for place in _prints(module)] == []


def test_no_module_within_swallows_every_error() -> None:
    assert [place for module in modules("orbit", "ingest", "queries") for place in _swallows(module)] == []


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    assert [called(module) for module in MODULES if module.stem in _DRAWERS] == []
    assert [called(module) for module in MODULES if module.stem == "base"] == ["orbit/store/base.py"]


def test_the_checks_find_what_they_look_for(tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    bad.write_text("try:\n    print(1)\nexcept Exception:\n    pass\n", encoding="utf-8")

    assert list(_prints(bad)) == [f"{bad}:2"]
    assert list(_swallows(bad)) == [f"{bad}:3"]


def _prints(module: Path) -> Iterator[str]:
    calls = (node for node in ast.walk(parsed(module)) if isinstance(node, ast.Call))
    yield from (
        f"{module}:{call.lineno}" for call in calls if isinstance(call.func, ast.Name) and call.func.id == "print"
    )


def _swallows(module: Path) -> Iterator[str]:
    handlers = (node for node in ast.walk(parsed(module)) if isinstance(node, ast.ExceptHandler))
    yield from (f"{module}:{one.lineno}" for one in handlers if _is_broad(one) and not _raises_again(one))


def _is_broad(handler: ast.ExceptHandler) -> bool:
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(one is None or (isinstance(one, ast.Name) and one.id in _BROAD) for one in caught)


def _raises_again(handler: ast.ExceptHandler) -> bool:
    """Say whether it cleans up and passes the error on: its last statement is a bare `raise`."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None

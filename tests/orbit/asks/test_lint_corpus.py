"""Every ask of the corpus, good and bad, with exactly what must be found in it; and how precise each rule is."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from orbit.asks.lint.read import lint_ask
from orbit.policy import LintName
from tests.orbit.asks.directory import FakeDirectory
from tests.orbit.asks.packets import POLICY

FOLDER = Path(__file__).parent / "lint_corpus"


@dataclass(frozen=True, slots=True)
class Case:
    """One ask and the rules that must be found in it."""

    text: str
    finds: frozenset[str] = frozenset()


def read(name: str) -> dict[str, object]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def cases() -> Iterator[Case]:
    """Yield every ask of the corpus."""
    good, bad = read("good_lines"), read("bad_lines")
    for frame, text in good["frames"].items():  # type: ignore[attr-defined]
        yield from (Case(text.replace("{}", line)) for line in good[frame]["say"])  # type: ignore[index]
    for rule, lines in bad["rules"].items():  # type: ignore[attr-defined]
        text = bad["frame"]["text"]  # type: ignore[index]
        yield from (Case(text.replace("{}", line), frozenset({rule})) for line in lines)
    for name in ("good_asks", "bad_asks"):
        yield from (Case(one["text"], frozenset(one.get("finds", ()))) for one in read(name)["ask"])  # type: ignore[attr-defined]


CASES = list(cases())


def found(case: Case) -> frozenset[str]:
    """The rules that lint finds broken in an ask."""
    return frozenset(finding.rule for finding in lint_ask(case.text, FakeDirectory(), POLICY).findings)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:60])
def test_an_ask_breaks_exactly_the_rules_that_it_breaks(case: Case) -> None:
    assert found(case) == case.finds


def test_the_corpus_is_large_and_half_of_it_is_good() -> None:
    good = [case for case in CASES if not case.finds]

    assert len(CASES) >= 200
    assert 0.3 < len(good) / len(CASES) < 0.7
    assert {rule for case in CASES for rule in case.finds} == set(LintName)


def test_each_rule_is_precise_and_misses_nothing(record_property: Callable[[str, object], None]) -> None:
    pairs = [(case.finds, found(case)) for case in CASES]

    shares = {rule: _shares(rule, pairs) for rule in LintName}

    for rule, (precision, recall) in shares.items():
        record_property(rule.value, f"precision {precision:.2f}, recall {recall:.2f}")
    assert set(shares.values()) == {(1.0, 1.0)}


def _shares(rule: str, pairs: list[tuple[frozenset[str], frozenset[str]]]) -> tuple[float, float]:
    """Precision and recall of a rule."""
    told = sum(rule in got for _, got in pairs)
    wanted = sum(rule in finds for finds, _ in pairs)
    both = sum(rule in finds and rule in got for finds, got in pairs)
    return both / told if told else 1.0, both / wanted

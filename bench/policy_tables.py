"""The tables of the page on the policy, made of the policy file and of the tests: nothing in them is typed twice.

python -m bench.policy_tables docs/policy.md
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.pages import markdown, put_in_place
from bench.policy_rules import RULES, Rule
from orbit.errors import OrbitError
from orbit.policy.table import PolicyEntry, in_sections, policy_entries, show_value

ROOT = Path(__file__).parents[1]
_NAMED = re.compile(r"test_rule_0*(\d+)_(\w+)")


@dataclass(frozen=True, slots=True)
class RuleTest:
    """A test that is named after a rule: its number, the sentence, and its file within the project."""

    rule: int
    sentence: str
    file: str


def rule_tests(folder: Path = ROOT / "tests") -> list[RuleTest]:
    """Find every test that is named after a rule, by rule, file and place in the file; nothing is run."""
    found = [test for file in sorted(folder.rglob("test_*.py")) for test in _tests_of(file)]
    return sorted(found, key=lambda test: (test.rule, test.file))


def make_tables(tests: Iterable[RuleTest]) -> dict[str, str]:
    """Make both tables by their names."""
    return {"values": _values(policy_entries()), "rules": _rules(RULES, tests)}


def main(words: Sequence[str] | None = None) -> int:
    """Write the tables into the pages that hold their places, or print them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path, nargs="*", default=())
    given = parser.parse_args(words)
    try:
        put_in_place(given.pages, "policy:", make_tables(rule_tests()))
    except OrbitError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _tests_of(file: Path) -> list[RuleTest]:
    place = file.relative_to(ROOT).as_posix() if file.is_relative_to(ROOT) else file.name
    functions = (node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if _is_function(node))
    matches = (_NAMED.fullmatch(getattr(node, "name", "")) for node in functions)
    return [RuleTest(int(match[1]), match[2].replace("_", " "), place) for match in matches if match]


def _is_function(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def _values(entries: list[PolicyEntry]) -> str:
    rules = _rules_by_key()
    heads = ["key", "value", "unit", "source", "rules"]
    tables = {
        name: markdown(heads, [_row(each, rules) for each in told]) for name, told in in_sections(entries).items()
    }
    return "\n" + "\n".join(f"### {name}\n\n{table}" for name, table in tables.items()) + "\n"


def _row(entry: PolicyEntry, rules: Mapping[str, Sequence[int]]) -> list[str]:
    numbers = ", ".join(f"{number}" for number in rules.get(entry.name, ()))
    cells = [f"`{entry.key}`", f"`{show_value(entry.value)}`", entry.unit, entry.source, numbers]
    return [cell.replace("|", "\\|") for cell in cells]


def _rules_by_key() -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for rule in RULES:
        for key in rule.keys:
            found.setdefault(key, []).append(rule.number)
    return found


def _rules(rules: Iterable[Rule], tests: Iterable[RuleTest]) -> str:
    by_rule: dict[int, list[RuleTest]] = {}
    for test in tests:
        by_rule.setdefault(test.rule, []).append(test)
    heads = ["", "the playbook says", "Orbit", "numbers", "kept in", "tests"]
    return "\n" + markdown(heads, [_rule_row(rule, by_rule.get(rule.number, [])) for rule in rules]) + "\n"


def _rule_row(rule: Rule, tests: Iterable[RuleTest]) -> list[str]:
    keys = ", ".join(f"`{key}`" for key in rule.keys)
    modules = ", ".join(f"[`{module.rpartition('/')[2]}`](../{module}.py)" for module in rule.modules)
    sentences = "<br>".join(f"[{test.sentence}](../{test.file})" for test in tests)
    return [f"{rule.number}", rule.says, rule.does, keys, modules, sentences]


if __name__ == "__main__":
    raise SystemExit(main())

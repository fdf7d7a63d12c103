from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from bench.pages import filled
from bench.policy_rules import RULES
from bench.policy_tables import main, make_tables, rule_tests
from orbit.policy import load_policy
from tests.docs.pages import DOCS, ROOT

TESTS = rule_tests()
PAGE = DOCS / "policy.md"


def test_the_page_is_up_to_date() -> None:
    page = PAGE.read_text(encoding="utf-8")

    made = filled(page, "table", make_tables(TESTS))

    assert made == page, "run: python -m bench.policy_tables docs/policy.md"


def test_the_page_holds_a_place_for_both_tables() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert all(f"<!-- policy: {name} -->" in page for name in make_tables(TESTS))


def test_every_rule_stands_in_the_table_once_and_in_order() -> None:
    assert [rule.number for rule in RULES] == list(range(1, 58))


def test_every_test_that_is_named_after_a_rule_names_one_that_there_is() -> None:
    assert {test.rule for test in TESTS} <= {rule.number for rule in RULES}


def test_the_rules_name_keys_and_modules_that_there_are() -> None:
    policy = load_policy()
    names = [field.name for field in fields(policy) if field.name != "digest"]
    keys = {f"{name}.{field.name}" for name in names for field in fields(getattr(policy, name))}

    assert [key for rule in RULES for key in rule.keys if key not in keys] == []
    assert [module for rule in RULES for module in rule.modules if not (ROOT / f"{module}.py").is_file()] == []


def test_tests_are_found_by_their_names_without_running_them(tmp_path: Path) -> None:
    text = "raise SystemExit\n\ndef test_rule_07_all_circles(): ...\ndef test_rules(): ...\ndef rule_08_x(): ...\n"
    (tmp_path / "test_odd.py").write_text(text, encoding="utf-8")

    [found] = rule_tests(tmp_path)

    assert (found.rule, found.sentence, found.file) == (7, "all circles", "test_odd.py")


def test_the_tables_are_put_in_their_places(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("<!-- policy: values -->\nold\n<!-- end of policy -->\n", encoding="utf-8")

    code = main([str(page)])

    assert code == 0
    assert "| `min_nps` | `9` | NPS answer" in page.read_text(encoding="utf-8")


def test_every_rule_has_a_test_that_is_named_after_it() -> None:
    tested = {test.rule for test in TESTS}

    assert [rule.number for rule in RULES if rule.number not in tested] == []

from __future__ import annotations

import pytest

from api.http.conditional import entity_tag, is_any, names_tag

TAG = entity_tag("42", "policy")


@pytest.mark.parametrize("header", [TAG, f"W/{TAG}", f'"x", {TAG}', f'"a,b" , W/{TAG}', f"  {TAG}  "])
def test_a_list_that_holds_the_tag_names_it(header: str) -> None:
    assert names_tag(header, TAG)


@pytest.mark.parametrize("header", ["", '"x"', TAG.strip('"'), TAG[:-2] + '"', f"w/{TAG}", "*", '"unclosed', '"a b"'])
def test_a_list_without_the_tag_does_not(header: str) -> None:
    assert not names_tag(header, TAG)


def test_a_star_alone_means_anything() -> None:
    assert is_any(" * ")
    assert not is_any('"*"')


def test_parts_do_not_run_into_each_other() -> None:
    assert entity_tag("a", "bc") != entity_tag("ab", "c")

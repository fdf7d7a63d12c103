from __future__ import annotations

import json
from collections import OrderedDict
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.rendering import to_json
from orbit.model import Revision

PLAIN = st.none() | st.booleans() | st.integers() | st.text()
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


def nested(leaves: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.recursive(leaves, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)


@given(nested(PLAIN | NUMBERS))
def test_an_answer_reads_back_as_it_was(value: object) -> None:
    assert json.loads(to_json(value)) == value


@given(nested(PLAIN))
def test_but_for_how_small_numbers_are_spelled_the_bytes_are_those_of_the_standard_library(value: object) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=2)

    assert to_json(value) == f"{text}\n".encode("utf-8", "backslashreplace")


def test_keys_keep_their_order_and_names_keep_their_letters() -> None:
    assert to_json({"b": "Zoë", "a": []}) == '{\n  "b": "Zoë",\n  "a": []\n}\n'.encode()


def test_half_of_a_surrogate_pair_survives() -> None:
    assert json.loads(to_json(["\ud800"])) == ["\ud800"]


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
@pytest.mark.parametrize("beside", ["", 2**70], ids=["alone", "beside a large number"])
def test_a_number_that_json_does_not_have_is_refused(number: float, beside: object) -> None:
    for value in (number, [number], {"paths": [{"score": number}]}, ({"a": (1.0, number)},), OrderedDict(a=number)):
        with pytest.raises(ValueError, match="JSON"):
            to_json([beside, value])


@pytest.mark.parametrize("value", [{1, 2}, b"x", date(2026, 3, 2), Revision, object()])
def test_what_is_no_json_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        to_json({"a": value})


def test_numbers_read_back_to_the_last_digit() -> None:
    numbers = [0.1 + 0.2, 1e-7, 5e-324, 1.7976931348623157e308, -0.0, 1e22, 123456789.123456789]

    assert [repr(one) for one in json.loads(to_json(numbers))] == [repr(one) for one in numbers]

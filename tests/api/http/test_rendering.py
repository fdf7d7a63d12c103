from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.rendering import to_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(VALUES)
def test_an_answer_reads_back_as_it_was(value: object) -> None:
    assert json.loads(to_json(value)) == value


@given(VALUES)
def test_the_bytes_are_those_of_the_standard_library(value: object) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=2)

    assert to_json(value) == f"{text}\n".encode("utf-8", "backslashreplace")


def test_keys_keep_their_order_and_names_keep_their_letters() -> None:
    assert to_json({"b": "Zoë", "a": []}) == '{\n  "b": "Zoë",\n  "a": []\n}\n'.encode()


def test_half_of_a_surrogate_pair_survives() -> None:
    assert json.loads(to_json(["\ud800"])) == ["\ud800"]


def test_a_number_that_json_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        to_json([float("nan")])

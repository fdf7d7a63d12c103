from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orbit.errors import NotFound, PolicyError
from orbit.policy.load import policy_values, shipped_document
from orbit.policy.reading import PolicyValue
from orbit.policy.writing import typed_value, with_value, without_value

OWN = """# ours, since the spring
[gate]
min_nps = 8  # fewer surveys come back
sdr_triggers = [
  "closed_won",
]

[load]
max_open = { value = 3, unit = "open asks" }
"""
NUMBERS = [
    f"{section}.{key}"
    for section, keys in shipped_document().items()
    for key, told in keys.items()
    if isinstance(told["value"], int | float) and not isinstance(told["value"], bool)
]


def test_a_value_that_stands_in_the_file_is_changed_in_its_place() -> None:
    text = with_value(OWN, "gate.min_nps", 7)

    assert tomllib.loads(text)["gate"]["min_nps"] == 7
    assert text.startswith("# ours, since the spring\n[gate]\nmin_nps = 7\nsdr_triggers")


def test_a_list_over_several_lines_is_changed_as_a_whole() -> None:
    text = with_value(OWN, "gate.sdr_triggers", ("csat", "renewal"))

    assert tomllib.loads(text)["gate"] == {"min_nps": 8, "sdr_triggers": ["csat", "renewal"]}
    assert tomllib.loads(text)["load"] == tomllib.loads(OWN)["load"]


@pytest.mark.parametrize("name", ["gate.min_csat", "plan.named_floor"])
def test_a_value_that_stands_nowhere_yet_is_added_to_its_section(name: str) -> None:
    section, _, key = name.partition(".")

    told = tomllib.loads(with_value(OWN, name, 4))

    assert told[section][key] == 4
    assert told["gate"]["min_nps"] == 8


def test_a_value_taken_away_leaves_all_others() -> None:
    text = without_value(without_value(OWN, "gate.sdr_triggers"), "load.max_open")

    assert tomllib.loads(text) == {"gate": {"min_nps": 8}, "load": {}}
    assert without_value(OWN, "gate.min_csat") == OWN


@given(name=st.sampled_from(NUMBERS), share=st.floats(0.0, 1.0), before=st.sampled_from(["", OWN]))
def test_what_was_written_is_what_counts_and_nothing_else_changes(name: str, share: float, before: str) -> None:
    section, _, key = name.partition(".")
    value: PolicyValue = policy_values()[section][key]

    text = with_value(with_value(before, name, round(share)), name, value)

    expected = policy_values(before)
    expected[section] = expected[section] | {key: value}
    assert policy_values(text) == expected


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("gate.min_nps", " 8 ", 8),
        ("gate.min_csat", "8.5", 8.5),
        ("lint.off", "no_title\n\n no_timing \n", ("no_title", "no_timing")),
        ("matching.policy", "wide", "wide"),
    ],
)
def test_values_are_read_as_somebody_types_them(name: str, typed: str, value: PolicyValue) -> None:
    assert typed_value(name, typed) == value


@pytest.mark.parametrize("typed", ["eight", "", "-1", "inf", "nan", "8.5", "1e999"])
def test_what_is_no_such_number_is_refused_by_its_key(typed: str) -> None:
    with pytest.raises(PolicyError, match=r"gate\.min_nps"):
        typed_value("gate.min_nps", typed)


@pytest.mark.parametrize("name", ["gate.luck", "luck.gate", "gate", ""])
def test_a_key_that_there_is_not_is_not_found(name: str) -> None:
    with pytest.raises(NotFound):
        typed_value(name, "1")

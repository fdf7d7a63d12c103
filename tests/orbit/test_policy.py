"""The policy: shipped numbers, a workspace's own, and errors that name the key."""

import tomllib
from dataclasses import fields

import pytest

from orbit.errors import PolicyError
from orbit.policy import load_policy, shipped_text


def test_every_shipped_number_says_its_unit_and_its_source() -> None:
    document = tomllib.loads(shipped_text())

    silent = [
        f"{s}.{k}"
        for s, keys in document.items()
        for k, entry in keys.items()
        if not entry["unit"] or not entry["source"]
    ]

    assert silent == []


def test_every_shipped_key_is_used_by_a_section() -> None:
    document, policy = tomllib.loads(shipped_text()), load_policy()

    for section, keys in document.items():
        assert {field.name for field in fields(getattr(policy, section))} == set(keys)


def test_a_workspace_overrides_a_single_value() -> None:
    policy = load_policy("[gate]\nmin_nps = { value = 8 }\n[load]\nmax_open = 1")

    assert (policy.gate.min_nps, policy.gate.min_csat, policy.load.max_open) == (8, 9.0, 1)


def test_the_digest_names_the_values_not_the_text() -> None:
    assert load_policy("[gate]\nmin_nps = 9").digest == load_policy().digest
    assert load_policy("[gate]\nmin_nps = 8").digest != load_policy().digest


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[gat]\nmin_nps = 8", r"\[gat\] is not known"),
        ("[gate]\nmin_npss = 8", "gate.min_npss is not known"),
        ("[gate]\nmin_nps = 'nine'", "gate.min_nps: expected int"),
        ("[gate]\nmin_nps = 8.5", "gate.min_nps: expected a whole number"),
        ("[gate]\nmin_nps = -1", "gate.min_nps: must not be negative"),
        ("[gate]\nmin_nps = { unit = 'points' }", "gate.min_nps: no value given"),
        ("gate = 3", "gate: expected a section"),
        ("[gate", "not valid TOML"),
        ("[gate]\nsdr_triggers = ['birthday']", "gate.sdr_triggers: 'birthday' is not known"),
        ("[gate]\nclosed_won_from_day = 20", "gate.closed_won_to_day"),
        ("[load]\npaced_circles = ['friends']", "load.paced_circles: 'friends' is not known"),
        ("[load]\nmax_open = 0", "load.max_open"),
        ("[signals]\nrepeat_factor = 1.5", "signals.repeat_factor"),
        ("[signals]\nnews_half_life_days = 0", "signals.news_half_life_days"),
    ],
)
def test_a_wrong_policy_names_the_key(text: str, told: str) -> None:
    with pytest.raises(PolicyError, match=told):
        load_policy(text)

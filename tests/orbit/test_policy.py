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
        ("[strength]\nclosest_rate = 1.0", "strength.closest_rate: must be below 1"),
        ("[strength]\nclosest_rate = 7", "strength.closest_rate: must be 0 to 1, got 7.0"),
        ("[strength]\nfunction_share = 2", "strength.function_share: must be 0 to 1"),
        ("[strength]\nlinkedin_cap = 1.2", "strength.linkedin_cap: must be 0 to 1"),
        ("[strength]\nrecency_floor = 3", "strength.recency_floor"),
        ("[strength]\nothers_met = 0", "strength.others_met: must be above 0"),
        ("[strength]\nunit_half_size = 0", "strength.unit_half_size: must be above 0"),
        ("[strength]\nrate_months = 0", "strength.rate_months: must be above 0"),
        ("[strength]\nrecency_half_life_years = 0", "strength.recency_half_life_years: must be above 0"),
        ("[strength]\nmail_scale = 0", "strength.mail_scale"),
        ("[strength]\nmail_short_years = 0", "strength.mail_short_years"),
        ("[strength]\ndeclared_half_life_years = 0", "strength.declared_half_life_years"),
        ("[strength]\nothers_met = inf", "strength.others_met: must be a finite number"),
        ("[strength]\nothers_met = nan", "strength.others_met: must be a finite number"),
        ("[reach]\nbridge_pass = 1.5", "reach.bridge_pass"),
        ("[reach]\nlabels = 0", "reach.labels: must be above 0"),
        ("[willing]\nteam = 1.01", "willing.team: must be 0 to 1"),
        ("[reply]\nvp = 2", "reply.vp: must be 0 to 1"),
        ("[search]\ntargets_per_account = 0", "search.targets_per_account: must be above 0"),
        ("[gaps]\nconfirmed_closeness = 1.1", "gaps.confirmed_closeness: must be 0 to 1"),
        ("[gaps]\nprior_weight = 0", "gaps.prior_weight: must be above 0"),
    ],
)
def test_a_wrong_policy_names_the_key(text: str, told: str) -> None:
    with pytest.raises(PolicyError, match=told):
        load_policy(text)

"""The policy: shipped numbers, a workspace's own, and errors that name the key."""

import tomllib
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orbit.errors import PolicyError
from orbit.policy import load_policy, shipped_text
from orbit.policy.effects import effect_of
from orbit.policy.load import read_override
from orbit.policy.table import Origin, policy_entries


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
        ("[gate]\nmin_nps = 'nine'", "gate.min_nps: expected a whole number, got 'nine'"),
        ("[gate]\nmin_nps = 8.5", "gate.min_nps: expected a whole number"),
        ("[gate]\nmin_nps = -1", "gate.min_nps: must not be negative"),
        ("[gate]\nmin_nps = { unit = 'points' }", "gate.min_nps: no value given"),
        ("gate = 3", "gate: expected a section"),
        ("[gate", "not valid TOML"),
        ("[gate]\nsdr_triggers = ['birthday']", "gate.sdr_triggers: 'birthday' is not known"),
        ("[gate]\nclosed_won_from_day = 20", "gate.closed_won_to_day"),
        ("[load]\npaced_circles = ['friends']", "load.paced_circles: 'friends' is not known"),
        ("[gate]\nrenewal_days = 31", r"gate.renewal_days: a window must close by gate.strongest_days \(30\)"),
        ("[gate]\nmin_csat = 95", "gate.min_csat: answers go from 0 to 10"),
        ("[gate]\nrenewal_signed_days = 20", "gate.renewal_signed_days: must not be below"),
        ("[gate]\nstrongest_days = 0", "gate.strongest_days: must be above 0"),
        ("[gate]\nrenewal_days = { value = 1, unit = 'weeks' }", "renewal_days: is counted in 'days after the renewal"),
        ("[gate]\nmin_nps = { valeu = 8, value = 8 }", "'valeu' means nothing here; known: value, unit, source"),
        ("[gate]\nsdr_triggers = 'csat'", "gate.sdr_triggers: expected a list of texts in quotes, got 'csat'"),
        ("[load]\nrecent_days = 0", "load.recent_days: must be above 0"),
        ("[champions]\nnames_most = 1", "champions.names_most: must not be below champions.names_least"),
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


def test_a_wrong_value_is_told_with_its_line_and_what_to_do() -> None:
    with pytest.raises(PolicyError) as told:
        load_policy("# ours\n[load]\nmax_open = 1\n\n[gate]\nmin_nps = -1\n")

    assert str(told.value) == (
        "policy.toml:6: gate.min_nps: must not be negative, got -1. Mend it, or delete the line:"
        " then the shipped value counts, 9 (NPS answer (0 to 10) that earns the right to ask)."
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[gate]\nmin_nps = 11", 2),
        ("[gate]  # the gate\n\nmin_nps = { value = 11 }", 3),
        ("gate.min_nps = 11", 1),
        ("[gate.min_nps]\nvalue = 11", 1),
        ("['gate']\n\"min_nps\" = 11", 2),
        ("[gate]\nclosed_won_from_day = 20", 2),
        ("[gaet]\nmin_nps = 11", 1),
        ("[gate]\n[load\n", 2),
        ("[gate]\nmin_nps =", 2),
    ],
)
def test_the_line_is_found_however_it_is_written(text: str, line: int) -> None:
    [problem] = read_override(text).problems

    assert problem.line == line


def test_every_problem_is_told_not_only_the_first() -> None:
    text = "[gate]\nmin_nps = 11\nmin_csat = 'x'\nmax_open = 1\n[load]\nmax_open = 0\nrest_days = 7\n"

    reading = read_override(text)

    assert [problem.line for problem in reading.problems] == [2, 3, 4, 6]
    assert reading.values == {"gate": {}, "load": {"rest_days": 7}}


@pytest.mark.parametrize(
    ("text", "meant"),
    [("[gate]\nmin_npss = 8", "gate.min_nps"), ("[gate]\nmax_open = 1", "load.max_open"), ("[gats]", "gate")],
)
def test_an_unknown_name_comes_with_the_one_that_was_probably_meant(text: str, meant: str) -> None:
    [problem] = read_override(text).problems

    assert f"did you mean {meant}?" in problem.told("policy.toml")


def test_a_unit_of_ones_own_words_is_fine_as_long_as_it_counts_the_same() -> None:
    assert (
        load_policy("[gate]\nrenewal_days = { value = 5, unit = 'day', source = 'our board' }").gate.renewal_days == 5
    )


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_what_to_do(text: str) -> None:
    for problem in read_override(text).problems:
        assert problem.told("policy.toml").endswith(".")
        assert problem.remedy


def test_the_table_says_who_set_each_value() -> None:
    entries = {entry.name: entry for entry in policy_entries("[gate]\nmin_nps = 8", "[willing]\nteam = 0.7")}

    assert [entries[name].origin for name in ("gate.min_nps", "willing.team", "gate.min_csat")] == [
        Origin.WORKSPACE,
        Origin.LEARNED,
        Origin.SHIPPED,
    ]
    assert (entries["gate.min_nps"].value, entries["gate.min_nps"].shipped, entries["gate.min_nps"].line) == (8, 9, 2)


def test_a_table_of_the_shipped_policy_has_every_key_with_unit_and_source() -> None:
    entries = policy_entries()

    assert len(entries) == sum(len(keys) for keys in tomllib.loads(shipped_text()).values())
    assert all(entry.unit and entry.source and not entry.differs for entry in entries)


@pytest.mark.parametrize(
    ("text", "effect"),
    [
        ("[gate]\nmin_nps = 10", "Fewer champions have earned the ask by their NPS answer."),
        ("[gate]\nmin_nps = 8", "More champions have earned the ask by their NPS answer."),
        ("[gate]\nmin_nps = 9", "That is the shipped value: the line changes nothing."),
        ("[load]\npaced_circles = ['board', 'advisor']", "Added: advisor. Left out: investor."),
        ("[strength]\nmail_cap = 0.5", "Ties are weighed anew"),
    ],
)
def test_what_a_value_changes_is_said_in_words(text: str, effect: str) -> None:
    [told] = [entry for entry in policy_entries(text) if entry.line is not None]

    assert effect_of(told).startswith(effect)


def test_every_limit_of_the_gate_says_what_more_and_less_of_it_do() -> None:
    entries = [one for one in policy_entries() if one.section in {"gate", "load", "champions"}]
    numbers = [replace(one, value=one.value * 2) for one in entries if isinstance(one.value, int | float)]

    general = [entry.name for entry in numbers if effect_of(entry) == effect_of(replace(entry, value="x", key="x"))]

    assert general == []

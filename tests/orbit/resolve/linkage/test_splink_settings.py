from __future__ import annotations

import json
from dataclasses import replace
from typing import cast

import pytest

from orbit.errors import UsageError
from orbit.resolve.linkage.calibration import Calibration
from orbit.resolve.linkage.columns import Column
from orbit.resolve.linkage.match import Matched
from orbit.resolve.linkage.model import Model
from orbit.resolve.linkage.people import PEOPLE
from orbit.resolve.linkage.plan import Comparison, Level, Measure, Plan
from orbit.resolve.linkage.splink_settings import ListColumn, splink_columns, splink_frequencies, splink_settings

HALVES = {"name": (0.0, 0.5, 0.5)}
THIRDS = {"name": (0.0, 0.4, 0.3, 0.3)}


def plan_with(measure: Measure) -> Plan:
    """Return a plan of one comparison with one level beside the same value."""
    levels = (Level("the same", Measure.SAME), Level("alike", measure))
    return Plan("one", (Comparison("name", "name", levels, "different"),), ())


@pytest.mark.parametrize("measure", Measure)
def test_splink_can_be_told_every_measure(measure: Measure) -> None:
    settings = splink_settings(plan_with(measure), Model("one", THIRDS, THIRDS, 0.0, {}, {}))

    conditions = [level["sql_condition"] for level in settings["comparisons"][0]["comparison_levels"]]
    assert conditions[:2] == ["name_l is null or name_r is null", "name_l = name_r"]
    assert "name_l" in conditions[2] or "name_related_l" in conditions[2] or "name_learned_l" in conditions[2]
    assert conditions[3] == "ELSE"


def test_a_measure_that_splink_cannot_be_told_is_refused() -> None:
    plan = plan_with(cast("Measure", "by smell"))

    with pytest.raises(UsageError, match=r"'by smell' of 'name'; leave it out"):
        splink_settings(plan, Model("one", THIRDS, THIRDS, 0.0, {}, {}))


def test_a_model_of_another_plan_is_refused() -> None:
    with pytest.raises(UsageError, match="learned for the plan 'other', not for 'people'"):
        splink_settings(PEOPLE, Model("other", HALVES, HALVES, 0.0, {}, {}))


def test_the_settings_can_be_kept_as_json(matched: Matched) -> None:
    settings = splink_settings(PEOPLE, matched.scored.model)

    assert json.loads(json.dumps(settings)) == settings


def test_the_settings_hold_the_learned_probabilities(matched: Matched) -> None:
    model = matched.scored.model

    settings = splink_settings(PEOPLE, model)

    told = {one["output_column_name"]: one["comparison_levels"][1:] for one in settings["comparisons"]}
    assert [level["m_probability"] for level in told["first_name"]] == list(model.matched["first name"][1:])
    assert [level["u_probability"] for level in told["e_mail"]] == list(model.chance["e-mail"][1:])
    assert settings["probability_two_random_records_match"] == pytest.approx(1 / (1 + 2**-model.prior))


def test_what_reviews_have_scaled_stays_a_probability(matched: Matched) -> None:
    scale = (1.2, *(0.9 for _ in PEOPLE.comparisons[1:]))
    model = replace(matched.scored.model, calibration=Calibration(scale, 1.5))

    first, *_ = splink_settings(PEOPLE, model)["comparisons"]

    probabilities = [
        level[name] for level in first["comparison_levels"][1:] for name in ("m_probability", "u_probability")
    ]
    assert all(0 < one <= 1 for one in probabilities)


def test_names_stand_beside_the_names_they_are_short_for(matched: Matched) -> None:
    table = matched.scored.distinct.table

    columns = splink_columns(PEOPLE, matched.scored.model, table)

    related = columns["first_name_related"]
    assert isinstance(related, ListColumn)
    beside = dict(zip(table.columns["first"].values, related.values, strict=True))
    assert {"robert", "bob"} & {*beside["robert"], *beside["bob"]} == {"robert", "bob"}
    assert "bob" not in beside["william"]


def test_a_value_told_once_is_looked_up_as_any_other_told_once(matched: Matched) -> None:
    model = matched.scored.model
    shares = model.frequencies["last name"].shares

    often = splink_columns(PEOPLE, model, matched.scored.distinct.table)["last_name_often"]

    assert isinstance(often, Column)
    assert set(often.values) - {""} <= set(shares)
    assert "" in often.values
    assert splink_frequencies(PEOPLE, model)["last_name_often"][""] == model.frequencies["last name"].single

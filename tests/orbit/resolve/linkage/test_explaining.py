from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from orbit.errors import UsageError
from orbit.resolve.linkage.blocking import Overfull
from orbit.resolve.linkage.calibration import Calibration
from orbit.resolve.linkage.match import Matched
from orbit.resolve.linkage.model import Model
from orbit.resolve.linkage.people import PEOPLE
from orbit.resolve.linkage.waterfall import compared, prepared_pair, waterfall, why_not

ADA = {"first": "robert", "last": "alderberg", "company": "quill works", "city": "leeds"}


def test_the_steps_add_up_to_the_score_to_the_last_bit(matched: Matched) -> None:
    scored = matched.scored
    told = [
        waterfall(PEOPLE, scored.model, scored.distinct.table.taken(np.array([left, right]))).score
        for left, right in zip(scored.pairs.left[:300], scored.pairs.right[:300], strict=True)
    ]

    assert told == scored.bits[:300].tolist()


def test_the_text_says_each_field_and_how_rare_what_is_shared_is(matched: Matched) -> None:
    told = compared(PEOPLE, matched.scored.model, ADA, ADA | {"first": "bob", "city": "ghent"}).text()

    assert "one is short for the other" in told
    assert "the same last name (1 in " in told
    assert "different cities" in told
    assert "(uncalibrated)" in told


def test_a_name_alone_is_never_likelier_than_not(matched: Matched) -> None:
    name = {"first": "zebulon", "last": "alderberg"}

    told = compared(PEOPLE, matched.scored.model, name, name)

    assert told.score <= 0
    assert "nothing else speaks for it" in told.text()


def test_a_name_and_an_employer_may_be(matched: Matched) -> None:
    assert compared(PEOPLE, matched.scored.model, ADA, ADA).withheld == 0


def test_why_not_tells_what_holds_two_apart(matched: Matched) -> None:
    model = matched.scored.model
    pair = prepared_pair(PEOPLE, model, ADA | {"url": "robert-1"}, ADA | {"url": "robert-2"})

    told = why_not(PEOPLE, model, pair)

    assert told.apart == ("url",)
    assert "name" in told.met
    assert "Held apart" in told.text()


def test_why_not_tells_that_two_never_met(matched: Matched) -> None:
    model = matched.scored.model
    pair = prepared_pair(PEOPLE, model, ADA, {"first": "ingrid", "last": "undowicz"})

    assert "Never compared" in why_not(PEOPLE, model, pair).text()


def test_why_not_tells_what_was_too_common(matched: Matched) -> None:
    model = matched.scored.model
    name = {"first": "robert", "last": "alderberg"}
    pair = prepared_pair(PEOPLE, model, name, name)
    dropped = tuple(Overfull(key.name, 1, 5_000, 5_000) for key in PEOPLE.keys)

    assert "so many share" in why_not(PEOPLE, model, pair, dropped).text()


def test_a_model_comes_back_from_json_as_it_was(matched: Matched) -> None:
    calibration = Calibration((1.0,) * len(PEOPLE.comparisons), 0.5, (-1.0, 2.0), (-0.5, 2.5), 120)
    model = replace(matched.scored.model, calibration=calibration)

    again = Model.from_json(model.to_json())

    assert again == model
    assert again.version == model.version
    assert again.version != matched.scored.model.version


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 99}', '{"format": 1, "plan": "people"}', "nonsense"])
def test_what_is_no_model_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="train it anew"):
        Model.from_json(text)


def test_a_calibrated_model_says_on_how_many_answers(matched: Matched) -> None:
    calibration = Calibration((0.5,) * len(PEOPLE.comparisons), 1.0, reviewed=214)
    model = replace(matched.scored.model, calibration=calibration)

    told = compared(PEOPLE, model, ADA, ADA)

    assert "calibrated on 214 reviewed pairs" in told.text()
    assert told.prior == matched.scored.model.prior + 1.0

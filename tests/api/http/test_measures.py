"""Measures and sessions over HTTP: parameters, shapes, and the presenter itself behind them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import BaseModel

from api.http import measure_examples
from api.http.schemas.measures import MeasuresOut
from api.http.schemas.session import SessionOut
from api.presenter import MeasuresRequest, Presenter
from api.workspace import Workspace as Opened
from tests.api.http.conftest import Client, Workspace
from tests.api.http.documented import undocumented
from tests.api.http.fake_presenter import TODAY
from tests.factories import DAY

SHAPES = [("measures", MeasuresOut, measure_examples.MEASURES), ("session", SessionOut, measure_examples.SESSION)]


@pytest.mark.parametrize(("noun", "shape", "example"), SHAPES)
def test_answers_and_examples_have_the_documented_shape(
    client: Client, noun: str, shape: type[BaseModel], example: dict[str, Any]
) -> None:
    answer = client.get(f"/v1/{noun}")

    assert answer.json() == example
    assert undocumented(shape, example) == []


def test_parameters_reach_the_presenter(workspace: Workspace) -> None:
    client, rep = workspace.client(), "rita@example.com"

    client.get(f"/v1/measures?month=2026-10&rep={rep}&claimed={rep}%3D12&opportunities=40&won=8&as_of=2026-11-01")
    client.get(f"/v1/session?month=2026-12&rep={rep}")

    request = MeasuresRequest("2026-10", (f"{rep}=12",), 40, 8)
    assert workspace.presenter.asked == [
        ("measures", (request, rep, date(2026, 11, 1))),
        ("session", (rep, "2026-12", TODAY)),
    ]


@pytest.mark.parametrize(
    "query", ["measures?month=2026", "measures?won=-1", "measures?claims=1", "session?month=november", "session?x=1"]
)
def test_misspelt_parameters_are_refused(client: Client, query: str) -> None:
    assert client.get(f"/v1/{query}").status_code in {400, 422}


def test_real_answers_have_the_documented_shape(demo: Opened) -> None:
    presenter = Presenter(demo)

    measures = presenter.measures(MeasuresRequest(), rep=None, as_of=DAY)
    session = presenter.session(rep=None, month=None, as_of=DAY)

    assert undocumented(MeasuresOut, measures) == []
    assert undocumented(SessionOut, session) == []

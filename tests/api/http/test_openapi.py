from __future__ import annotations

from typing import Any

import pytest

from tests.api.http.conftest import Workspace

DOCUMENT: dict[str, Any] = Workspace().client().get("/openapi.json").json()
OPERATIONS = [
    pytest.param(operation, id=f"{method} {path}")
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
]


def test_every_designed_route_is_documented() -> None:
    assert set(DOCUMENT["paths"]) == {
        "/v1/accounts",
        "/v1/accounts/{key}",
        "/v1/accounts/{key}/paths",
        "/v1/search",
        "/v1/suggest",
        "/v1/week",
        "/v1/lint",
        "/v1/champions",
        "/v1/champions.ics",
        "/v1/claims",
        "/v1/session.ics",
        "/v1/asks",
        "/v1/asks/owed",
        "/v1/asks/{number}",
        "/v1/asks/{number}/events",
        "/v1/measures",
        "/v1/session",
        "/v1/people/{key}",
        "/v1/matches",
        "/v1/matches/why",
        "/v1/matches/find",
        "/v1/matches/{number}",
        "/v1/questions",
        "/v1/ties",
        "/v1/sharing",
        "/v1/imports",
        "/v1/imports/{number}",
        "/v1/imports/{number}/preview",
        "/v1/imports/{number}/progress",
        "/v1/imports/{number}/rejects.csv",
        "/v1/imports/{number}/start",
        "/livez",
        "/readyz",
    }


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_route_shows_an_example_and_a_sentence(operation: dict[str, Any]) -> None:
    good = next(answer for status, answer in operation["responses"].items() if status in {"200", "201", "202"})

    for content in good["content"].values():
        assert content["example"]
        assert content["schema"]
    assert operation["description"].endswith(".")


@pytest.mark.parametrize("operation", [each for each in OPERATIONS if "/v1/" in str(each.id)])
def test_every_data_route_documents_its_problems_and_its_key(operation: dict[str, Any]) -> None:
    assert "application/problem+json" in operation["responses"]["4XX"]["content"]
    assert "application/problem+json" in operation["responses"]["5XX"]["content"]
    assert {name for each in operation["security"] for name in each} == {"HTTPBearer", "APIKeyHeader"}


def test_nothing_of_the_frameworks_own_errors_is_left() -> None:
    assert "HTTPValidationError" not in DOCUMENT["components"]["schemas"]

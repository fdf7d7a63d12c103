"""Errors as people read them: a page for who reads pages, JSON for programs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from orbit.errors import NotFound, StoreBusy, StoreUnavailable, UsageError
from tests.api.http.conftest import Client, Workspace

READS = {"Accept": "text/html,application/xhtml+xml"}


def test_a_page_that_there_is_not_says_so_to_a_reader(client: Client) -> None:
    response = client.get("/nowhere", READS)

    assert (response.status_code, response.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "There is no such page" in response.text


def test_a_program_gets_a_problem_at_the_same_address(client: Client) -> None:
    response = client.get("/nowhere")

    assert response.headers["content-type"] == "application/problem+json"


def test_below_v1_everybody_is_a_program(client: Client) -> None:
    assert client.get("/v1/nowhere", READS).headers["content-type"] == "application/problem+json"


def test_who_asks_for_a_piece_of_a_page_reads_pages(client: Client) -> None:
    response = client.get("/accounts/nobody", {"HX-Request": "true"})

    assert (response.status_code, "data-problem" in response.text) == (404, True)


def test_a_name_that_leads_nowhere_offers_the_nearest_as_links(workspace: Workspace) -> None:
    response = workspace.client().get("/accounts/nobody", READS)

    assert '<a href="/go?q=Lonely%20Island">' in response.text


@pytest.mark.parametrize(
    ("error", "status", "title"),
    [
        (StoreUnavailable("down"), 503, "Orbit cannot answer just now"),
        (StoreBusy("busy"), 503, "The store is busy"),
        (UsageError("this is what to mend"), 400, "That did not work"),
        (NotFound("nobody"), 404, "Nothing answers to this name"),
        (ValueError("secret"), 500, "Something went wrong"),
    ],
)
def test_a_fault_is_told_in_words(
    failing: Callable[[Exception], Client], error: Exception, status: int, title: str
) -> None:
    response = failing(error).get("/", READS)

    assert (response.status_code, f"<h1>{title}</h1>" in response.text) == (status, True)
    assert "secret" not in response.text
    assert response.headers["x-request-id"] in response.text


def test_no_cache_keeps_an_error(client: Client) -> None:
    assert client.get("/nowhere", READS).headers["cache-control"] == "no-store"

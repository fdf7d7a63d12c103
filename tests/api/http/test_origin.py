from __future__ import annotations

import pytest
from starlette.datastructures import Headers

from api.http.origin import Origin, is_typed_or_followed, origin_of


@pytest.mark.parametrize(
    ("headers", "origin"),
    [
        ({"sec-fetch-site": "same-origin"}, Origin.OURS),
        ({"sec-fetch-site": "none"}, Origin.OURS),
        ({"sec-fetch-site": "same-site"}, Origin.FOREIGN),
        ({"sec-fetch-site": "cross-site", "origin": "http://here:8000"}, Origin.FOREIGN),
        ({"sec-fetch-site": "what"}, Origin.FOREIGN),
        ({"origin": "http://here:8000"}, Origin.OURS),
        ({"origin": "https://HERE:8000"}, Origin.OURS),
        ({"origin": "https://orbit.example"}, Origin.OURS),
        ({"origin": "http://here:8001"}, Origin.FOREIGN),
        ({"origin": "http://here:8000.evil.example"}, Origin.FOREIGN),
        ({"origin": "null"}, Origin.FOREIGN),
        ({"origin": ""}, Origin.FOREIGN),
        ({}, Origin.UNTOLD),
    ],
)
def test_browsers_tell_which_website_sends_a_request(headers: dict[str, str], origin: Origin) -> None:
    assert origin_of(Headers({"host": "here:8000", **headers}), "https://orbit.example") is origin


@pytest.mark.parametrize(
    ("method", "mode", "opened"), [("GET", "navigate", True), ("POST", "navigate", False), ("GET", "cors", False)]
)
def test_a_page_is_opened_and_not_fetched(method: str, mode: str, opened: bool) -> None:
    assert is_typed_or_followed(Headers({"sec-fetch-mode": mode}), method) is opened

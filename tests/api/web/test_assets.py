"""The files of pages: kept by browsers under an address that names their content, and never stale."""

from __future__ import annotations

import gzip
import re

import pytest

from api.web.assets import asset
from tests.api.web.served import Site

NAMES = ["base.css", "icon.svg", "panel.js", "vendor/htmx.min.js", "panel-whole.css"]


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_kept_for_ever_under_the_address_that_pages_name(site: Site, name: str) -> None:
    answer = site.here().get(asset(name))

    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.text


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("query", ["", "?v=", "?v=0123456789"])
def test_under_any_other_address_it_is_asked_for_again(site: Site, name: str, query: str) -> None:
    answer = site.here().get(f"/static/{name}{query}")

    assert "immutable" not in answer.headers.get("Cache-Control", "")
    assert answer.text == site.here().get(asset(name)).text or name.endswith(".js")


def test_a_file_comes_packed_to_those_who_unpack_it(site: Site) -> None:
    packed = site.here().get(asset("base.css"), {"Accept-Encoding": "gzip"})
    plain = site.here().get(asset("base.css"), {"Accept-Encoding": "identity"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert packed.text == plain.text
    assert int(packed.headers["Content-Length"]) == len(gzip.compress(plain.content, mtime=0))


@pytest.mark.parametrize("name", ["panel.js", "imports.js", "explore.js"])
def test_what_a_script_imports_has_the_address_by_which_pages_load_it(site: Site, name: str) -> None:
    imported = re.findall(r'"\./([^"]+)"', site.here().get(asset(name)).text)

    assert [f"/static/{one}" for one in imported] == [asset("live.js")]


def test_the_panel_needs_one_sheet_which_holds_the_others(site: Site) -> None:
    whole = site.here().get(asset("panel-whole.css")).text

    parts = [site.here().get(asset(name)).text for name in ("base.css", "parts.css", "panel.css")]
    assert [whole.index(part) for part in parts] == sorted(whole.index(part) for part in parts)


@pytest.mark.parametrize("path", ["/static/nothing.css", "/static/../site.py", "/static/vendor", "/static/"])
def test_what_is_no_file_of_the_pages_is_not_there(site: Site, path: str) -> None:
    assert site.here().get(path).status_code == 404

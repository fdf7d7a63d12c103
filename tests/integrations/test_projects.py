from __future__ import annotations

import json
import re
from zipfile import ZipFile

import pytest

from tests.house.tree import ROOT
from tests.integrations.conftest import Built, run

PROJECTS = ["hubspot-card", "chrome"]


@pytest.mark.parametrize("name", PROJECTS)
def test_a_project_builds_from_a_clean_copy_and_its_tests_pass(built: Built, npm: str, name: str) -> None:
    said = run(built(name), npm, "test")

    assert re.search(r"^# pass [1-9]", said, re.MULTILINE), said
    assert "# fail 0" in said


@pytest.mark.parametrize("name", PROJECTS)
def test_a_lock_pins_each_package_and_names_no_registry(name: str) -> None:
    packages = json.loads((ROOT / "integrations" / name / "package-lock.json").read_text("utf-8"))["packages"]

    pinned = {path: told for path, told in packages.items() if path}

    assert pinned
    assert [path for path, told in pinned.items() if "integrity" not in told or "resolved" in told] == []


@pytest.mark.parametrize("name", PROJECTS)
def test_a_project_asks_for_exact_versions(name: str) -> None:
    told = json.loads((ROOT / "integrations" / name / "package.json").read_text("utf-8"))

    versions = [*told.get("dependencies", {}).values(), *told["devDependencies"].values()]

    assert [version for version in versions if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []


def test_the_zip_for_chrome_holds_what_its_folder_holds(built: Built) -> None:
    dist = built("chrome") / "dist"

    names = set(ZipFile(dist / "orbit-chrome.zip").namelist())

    folder = dist / "orbit-chrome"
    assert names == {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
    assert {"manifest.json", "background.js", "panel.html", "icons/128.png"} <= names


def test_the_address_of_orbit_is_written_where_the_card_and_hubspot_look_for_it(built: Built, npm: str) -> None:
    folder = built("hubspot-card")

    run(folder, npm, "run", "configure", "--", "https://orbit.tidewell.example")

    app = json.loads((folder / "src/app/app-hsmeta.json").read_text("utf-8"))
    assert app["config"]["permittedUrls"]["fetch"] == ["https://orbit.tidewell.example"]
    assert 'ORBIT = "https://orbit.tidewell.example"' in (folder / "src/app/cards/address.ts").read_text("utf-8")

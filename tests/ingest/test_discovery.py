import subprocess
import sys

import pytest

import ingest
from ingest.intake.contract import Source
from orbit.errors import NotFound


def test_every_source_is_found_under_the_name_of_its_module() -> None:
    found = ingest.sources()

    assert "crm_accounts" in found
    assert [source.name for source in found.values()] == list(found)


def test_what_is_no_source_is_not_found() -> None:
    assert not {"intake", "profiles", "__init__"} & set(ingest.sources())
    assert all(isinstance(source, Source) for source in ingest.sources().values())


def test_a_source_is_got_by_its_name() -> None:
    assert ingest.get_source("crm_accounts") is ingest.sources()["crm_accounts"]


@pytest.mark.parametrize("name", ["crm_acounts", "intake", "", "../orbit"])
def test_an_unknown_name_is_refused_with_the_nearest(name: str) -> None:
    with pytest.raises(NotFound) as caught:
        ingest.get_source(name)

    assert len(caught.value.nearest) == 3
    assert "crm_accounts" in str(caught.value)


def test_the_nearest_name_comes_first() -> None:
    with pytest.raises(NotFound) as caught:
        ingest.get_source("crm_acounts")

    assert caught.value.nearest[0] == "crm_accounts"


def test_importing_the_package_imports_no_source() -> None:
    code = "import sys, ingest; print([name for name in sys.modules if name == 'ingest.crm_accounts'])"

    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert answer.stdout.strip() == "[]"

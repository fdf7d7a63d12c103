"""The pages of imports, read and used as a browser without scripts does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import httpx
import pytest

from api.http.app import create_app
from api.http.keys import KeyCheck
from api.workspace import Workspace
from orbit.settings import read_settings
from tests.api.http.conftest import NOW, Client
from tests.api.http.test_imports import ACCOUNTS, CONNECTIONS, Here
from tests.factories import DAY

PAGE = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin"}
FIRMS = b"Firma;Beziehung\nNordlys;target\nFjord;customer\n"


@dataclass
class Reader:
    """Somebody who imports, with a browser that knows no scripts."""

    workspace: Workspace
    client: Client

    def see(self, url: str) -> str:
        answer = self.client.get(url, PAGE)
        assert answer.status_code == 200
        return unescape(answer.text)

    def send(self, url: str, **fields: str) -> httpx.Response:
        return self.client.call("POST", url, PAGE, data=fields)

    def drop(self, *files: tuple[str, bytes], **fields: str) -> str:
        """Upload files and return the page that it leads to."""
        parts = [("files", (name, content)) for name, content in files]
        answer = self.client.call("POST", "/imports", PAGE, files=parts, data={"key": str(files), **fields})
        assert answer.status_code == 303
        return answer.headers["Location"]


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    with Workspace.open(read_settings(tmp_path / "home", {}), create=True) as workspace:
        presenter = Here(workspace)
        keys = KeyCheck(stored=workspace.store.keys, now=lambda: NOW)
        yield Reader(workspace, Client(create_app(lambda: presenter, keys, today=lambda: DAY)))


def test_an_empty_workspace_says_where_to_begin(reader: Reader) -> None:
    page = reader.see("/imports")

    assert "Drop files here" in page
    assert "Begin with your CRM's accounts" in page


def test_nothing_is_taken_in_before_the_reader_has_seen_it(reader: Reader) -> None:
    page = reader.see(reader.drop(("accounts.csv", ACCOUNTS)))

    assert "Recognised CRM accounts" in page
    assert "nordlys.example" in page
    assert reader.workspace.store.imports() == []


def test_files_are_tried_imported_and_undone_by_forms_alone(reader: Reader) -> None:
    place = reader.drop(("Connections.csv", CONNECTIONS))
    order = {"source": "linkedin", "owner": "ana@tidewell.example", "observed_on": "2026-11-20"}

    reader.send(f"{place}/start", **order, dry_run="true")
    tried = reader.see(place)
    reader.send(f"{place}/start", **order)
    done = reader.see(place)
    asked = reader.see(f"{place}/undo")
    reader.send(f"{place}/undo")

    assert ("What it would come to" in tried, "Nothing was changed" in tried) == (True, True)
    assert ("What it came to" in done, "Undo this import" in done) == (True, True)
    assert "Undo the import of" in asked
    assert "It was undone on" in reader.see(place)
    assert "Undone" in reader.see("/imports")


def test_columns_that_nobody_knows_are_matched_by_hand(reader: Reader) -> None:
    place = reader.drop(("firms.csv", FIRMS))
    page = reader.see(f"{place}?source=crm_accounts")
    fields = {"column.account_name": "Firma", "column.kind": "Beziehung", "column.domain": ""}

    reader.send(f"{place}/start", source="crm_accounts", mapping="", **fields)

    assert ("Say which of its columns is which" in page, "<option>Beziehung</option>" in page) == (True, True)
    assert [log.rows for log in reader.workspace.store.imports()] == [2]


def test_columns_left_as_they_were_recognised_need_no_mapping(reader: Reader) -> None:
    place = reader.drop(("accounts.csv", ACCOUNTS))
    told = {f"column.{name}": name for name in ("account_name", "domain", "kind", "owner_email")}

    reader.send(f"{place}/start", source="crm_accounts", mapping="", **told)

    [job] = reader.client.get("/v1/imports").json()["items"]
    assert (job["state"], job["mapping"]) == ("ready", None)


def test_markup_in_rows_and_names_is_shown_as_text(reader: Reader) -> None:
    evil = "<script>alert(1)</script>"
    rows = f'account_name,kind,"{evil}"\n"{evil}",target,"=1+1"\n'

    place = reader.drop((f"{evil.replace('/', '')}.csv", rows.encode()))
    answer = reader.client.get(place, PAGE)

    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert(1)" in answer.text


def test_rejected_rows_are_shown_with_what_mends_them_and_downloaded(reader: Reader) -> None:
    place = reader.drop(("accounts.csv", ACCOUNTS + b"Fjord,fjord.example,nonsense,\n"))
    reader.send(f"{place}/start", source="crm_accounts")

    page = reader.see(place)
    given = reader.client.get(f"{place}/rejects.csv", PAGE)

    assert "this is none of the known values" in page
    assert "Fjord,fjord.example,nonsense," in given.text


def test_files_that_somebody_else_uploaded_keep_their_rows_to_themselves(reader: Reader) -> None:
    place = reader.drop(("accounts.csv", ACCOUNTS))
    staging = Here(reader.workspace).imports.staging
    [job] = staging.jobs()
    (staging._folder / job.id / "job.json").write_text(job.text().replace('"by": "local"', '"by": "bo"'))

    page = reader.see(place)

    assert "Somebody else uploaded these files" in page
    assert "nordlys.example" not in page


def test_a_pdf_is_called_what_it_is(reader: Reader) -> None:
    page = reader.see(reader.drop(("report.csv", b"%PDF-1.7")))

    assert "this is a PDF document" in page


def test_no_file_at_all_is_a_problem_that_says_so(reader: Reader) -> None:
    answer = reader.client.call("POST", "/imports", PAGE, files=[("key", (None, "1"))])

    assert answer.status_code == 400
    assert "at least one file" in answer.text


def test_throwing_files_away_leads_back_to_the_list(reader: Reader) -> None:
    place = reader.drop(("accounts.csv", ACCOUNTS))

    gone = reader.send(f"{place}/undo")

    assert gone.headers["Location"] == "/imports"
    assert reader.client.get(place, PAGE).status_code == 404


def test_browsers_keep_no_page_with_rows_of_files(reader: Reader) -> None:
    place = reader.drop(("accounts.csv", ACCOUNTS))

    assert reader.client.get(place, PAGE).headers["Cache-Control"] == "no-store"

"""Imports over HTTP, on a real workspace; jobs are carried out at once, in this very process."""

from __future__ import annotations

import asyncio
import json
import os
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.http.app import create_app
from api.http.keys import KeyCheck
from api.http.routes.imports import events
from api.imports.job import Job, State
from api.imports.running import run_job
from api.imports.staging import Staging
from api.presenter import Presenter
from api.presenter.imports.imports import Imports
from api.settling import Settling
from api.workspace import Workspace
from orbit.model import EntityKind
from orbit.settings import Settings, read_settings
from tests.api.http.conftest import NOW, Client
from tests.factories import DAY

CONNECTIONS = b"""First Name,Last Name,URL,Email Address,Company,Position,Connected On
Ida,Berg,https://www.linkedin.com/in/ida-berg,ida@nordlys.example,Nordlys AS,VP Finance,05 Mar 2024
Bo,Krantz,https://www.linkedin.com/in/bo-krantz,,Nordlys AS,Analyst,17 Aug 2019
"""
ACCOUNTS = b"account_name,domain,kind,owner_email\nNordlys,nordlys.example,target,ana@tidewell.example\n"
OWNER = "ana@tidewell.example"
FORM = "multipart/form-data; boundary=xx"


@dataclass
class Place:
    """A workspace that is served, and a client of it."""

    workspace: Workspace
    client: Client
    staging: Staging

    def upload(self, *files: tuple[str, bytes], key: str = "one", **fields: str) -> httpx.Response:
        """Send files as a browser's form does."""
        parts = [("files", (name, content, "application/octet-stream")) for name, content in files]
        return self.client.call("POST", "/v1/imports", {"Idempotency-Key": key}, files=parts, data=fields)

    def json(self, method: str, url: str, **more: Any) -> Any:
        return self.client.call(method, url, **more).json()


class Here(Presenter):
    """A presenter whose long pieces of work are carried out at once, in this very process."""

    @property
    def imports(self) -> Imports:
        return Imports(self._workspace, self._start)

    @property
    def settling(self) -> Settling:
        return Settling(self._workspace, self._start)

    def _start(self, settings: Settings, staging: Staging, job: Job) -> None:
        staging.write(job)
        run_job(self._workspace, staging, job.id, wait=lambda _: None)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """An empty workspace of our own, served."""
    with Workspace.open(read_settings(tmp_path / "home", {}), create=True) as workspace:
        presenter = Here(workspace)
        keys = KeyCheck(stored=workspace.store.keys, now=lambda: NOW)
        app = create_app(lambda: presenter, keys, today=lambda: DAY)
        yield Place(workspace, Client(app), Staging(workspace.settings.staging))


def people(place: Place) -> int:
    return len(list(place.workspace.store.records(EntityKind.PERSON)))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_file_is_recognised_taken_in_and_accounted_for_row_by_row(place: Place) -> None:
    sent = place.upload(("Connections.csv", CONNECTIONS), owner=OWNER)

    assert sent.status_code == 202
    answer = place.json("GET", sent.headers["Location"])
    assert (answer["state"], answer["source"], answer["number"]) == ("ready", "linkedin", 1)
    assert answer["rows"] == {"done": 2, "total": 2}
    assert sum(answer["outcomes"].values()) == 2
    assert people(place) > 0


def test_nothing_of_the_files_is_kept_once_they_are_taken_in(place: Place) -> None:
    place.upload(("Connections.csv", CONNECTIONS), owner=OWNER)

    assert "Connections.csv" not in names(place.workspace.settings.staging)


def test_staged_files_are_for_their_owner_alone(place: Place) -> None:
    place.upload(("Connections.csv", CONNECTIONS), hold="true")

    staging = place.workspace.settings.staging
    assert {path.stat().st_mode & 0o777 for path in staging.rglob("*") if path.is_file()} == {0o600}
    assert {path.stat().st_mode & 0o777 for path in [staging, *staging.rglob("*")] if path.is_dir()} == {0o700}


def test_a_held_upload_shows_how_it_would_be_read_and_changes_nothing(place: Place) -> None:
    number = place.upload(("accounts.csv", ACCOUNTS), hold="true").json()["id"]

    seen = place.json("GET", f"/v1/imports/{number}/preview")

    assert (seen["source"], seen["candidates"][0]["sureness"]) == ("crm_accounts", "sure")
    [table] = seen["tables"]
    assert [column["column"] for column in table["columns"]] == ["account_name", "domain", "kind", "owner_email"]
    assert table["rows"] == [["Nordlys", "nordlys.example", "target", OWNER]]
    assert place.workspace.store.imports() == []


def test_a_dry_run_counts_and_can_then_be_done_in_earnest(place: Place) -> None:
    number = place.upload(("accounts.csv", ACCOUNTS), dry_run="true").json()["id"]
    tried = place.json("GET", f"/v1/imports/{number}")

    place.json("POST", f"/v1/imports/{number}/start", json={"source": "crm_accounts"})

    done = place.json("GET", f"/v1/imports/{number}")
    assert [each["outcomes"]["created"] for each in (tried, done)] == [1, 1]
    assert (tried["number"], done["number"]) == (None, 1)


def test_an_import_is_undone(place: Place) -> None:
    number = place.upload(("Connections.csv", CONNECTIONS), owner=OWNER).json()["id"]

    gone = place.json("DELETE", f"/v1/imports/{number}")

    told = place.json("GET", f"/v1/imports/{number}")
    assert (gone["done"], people(place)) == ("undoing", 0)
    assert (told["state"], told["undo"]["changed"], told["undo"]["unfinished"]) == ("undone", 9, None)


def test_an_import_is_done_once_its_people_are_matched(place: Place) -> None:
    number = place.upload(("Connections.csv", CONNECTIONS), owner=OWNER).json()["id"]
    alive = place.staging.alive(number)
    place.staging.write(replace(place.staging.job(number), state=State.MATCHING))

    matching = place.json("GET", f"/v1/imports/{number}")["state"]
    os.close(alive)

    assert matching == "matching"
    assert place.json("GET", f"/v1/imports/{number}")["state"] == "ready"


def test_an_import_is_undone_once(place: Place) -> None:
    number = place.upload(("Connections.csv", CONNECTIONS), owner=OWNER).json()["id"]
    place.json("DELETE", f"/v1/imports/{number}")

    again = place.client.call("DELETE", f"/v1/imports/{number}")

    assert again.status_code == 400
    assert "is undone already" in again.json()["detail"]


def test_an_import_that_cannot_be_undone_yet_says_what_comes_first(place: Place) -> None:
    first = place.upload(("Connections.csv", CONNECTIONS), owner=OWNER, key="1").json()["id"]
    place.upload(("Connections.csv", CONNECTIONS), owner=OWNER, key="2")

    refused = place.client.call("DELETE", f"/v1/imports/{first}")

    assert refused.status_code == 400
    assert "Undo import 2 (Connections.csv) first" in place.json("GET", f"/v1/imports/{first}")["undo"]["why_not"]
    assert "import 2" in refused.json()["detail"]


def test_a_repeated_call_makes_one_import(place: Place) -> None:
    sent = [place.upload(("accounts.csv", ACCOUNTS), key="same") for _ in range(2)]

    assert sent[0].json()["id"] == sent[1].json()["id"]
    assert sent[1].headers["Idempotency-Replayed"] == "true"
    assert len(place.json("GET", "/v1/imports")["items"]) == 1


def test_a_key_for_another_file_is_refused_and_leaves_nothing(place: Place) -> None:
    place.upload(("accounts.csv", ACCOUNTS), key="same")

    refused = place.upload(("accounts.csv", ACCOUNTS.replace(b"Nordlys", b"Fjord")), key="same")

    assert refused.status_code == 422
    assert len(place.staging.jobs()) == 1


def test_rejected_rows_come_back_as_they_stood(place: Place) -> None:
    number = place.upload(("accounts.csv", ACCOUNTS + b",,,\nFjord,fjord.example,nonsense,\n")).json()["id"]

    given = place.client.get(f"/v1/imports/{number}/rejects.csv")

    assert given.headers["Content-Disposition"] == 'attachment; filename="rejects.csv"'
    assert "Fjord,fjord.example,nonsense," in given.text


def test_imports_of_the_command_line_are_listed_too(place: Place) -> None:
    number = place.upload(("accounts.csv", ACCOUNTS)).json()["id"]
    place.staging.forget(place.staging.job(number))

    [item] = place.json("GET", "/v1/imports")["items"]

    assert (item["id"], item["names"], item["undo"]["possible"]) == ("1", ["accounts.csv"], True)


def test_an_upload_announced_as_two_gigabytes_is_refused_unread(place: Place) -> None:
    headers = {"Idempotency-Key": "1", "Content-Type": FORM, "Content-Length": str(2 << 30)}

    refused = place.client.call("POST", "/v1/imports", headers)

    assert refused.status_code == 413
    assert "larger than 500 MB" in refused.json()["detail"]
    assert names(place.workspace.settings.staging) == []


def test_an_upload_that_grows_beyond_the_limit_is_cut_and_leaves_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "policy.toml").write_text("[intake]\nupload_mb = 1\n", encoding="utf-8")
    with Workspace.open(read_settings(home, {}), create=True) as workspace:
        presenter = Here(workspace)
        keys = KeyCheck(stored=workspace.store.keys, now=lambda: NOW)
        served = Place(
            workspace, Client(create_app(lambda: presenter, keys, today=lambda: DAY)), presenter.imports.staging
        )

        refused = served.upload(("large.csv", b"x" * (1 << 20) + b"y" * 4096))

        assert refused.status_code == 413
        assert names(workspace.settings.staging) == []


def test_a_bomb_is_refused_in_plain_words(place: Place) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Connections.csv", b"0" * (64 << 20))

    number = place.upload(("export.zip", packed.getvalue()), hold="true").json()["id"]

    seen = place.json("GET", f"/v1/imports/{number}/preview")
    assert "unpacks to more than 100 times its size" in seen["files"][0]["problem"]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("report.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "this is a PDF document"),
        ("empty.csv", b"", "the file is empty"),
        ("odd.csv", b"Vorname;Lieblingsfarbe\nIda;blau\n", "of no list that Orbit knows"),
        ("page.csv", b"<!doctype html><html><body>Sign in</body></html>", "this is a web page"),
        ("photo.csv", bytes(range(256)) * 8, "not a text file"),
    ],
)
def test_what_is_no_list_is_called_by_its_name(place: Place, name: str, content: bytes, told: str) -> None:
    number = place.upload((name, content)).json()["id"]

    answer = place.json("GET", f"/v1/imports/{number}")
    seen = place.json("GET", f"/v1/imports/{number}/preview")

    assert (answer["state"], answer["problem"]) == ("staged", "Say which kind of list this is.")
    assert told in seen["files"][0]["problem"]


def test_a_pdf_that_is_called_a_list_fails_with_a_reason(place: Place) -> None:
    number = place.upload(("report.csv", b"%PDF-1.7"), source="crm_accounts").json()["id"]

    answer = place.json("GET", f"/v1/imports/{number}")

    assert answer["state"] == "failed"
    assert answer["problem"] == "report.csv: this is a PDF document, not a text file; export the list as CSV instead."


def test_names_with_markup_and_formulas_pass_as_text(place: Place) -> None:
    rows = 'account_name,kind\n"<img src=x onerror=alert(1)>",target\n"=HYPERLINK(""http://x"")",nonsense\n'

    number = place.upload(("<b>a.csv", rows.encode()), hold="true").json()["id"]

    seen = place.json("GET", f"/v1/imports/{number}/preview")
    assert seen["tables"][0]["rows"][0] == ["<img src=x onerror=alert(1)>", "target"]
    assert place.json("GET", f"/v1/imports/{number}")["names"] == ["<b>a.csv"]


def test_a_file_name_never_leads_out_of_the_staging_folder(place: Place) -> None:
    body = b'--xx\r\nContent-Disposition: form-data; name="files"; filename="../../../evil.csv"\r\n\r\na\r\n--xx--\r\n'
    headers = {"Idempotency-Key": "1", "Content-Type": FORM}

    sent = place.client.call("POST", "/v1/imports", headers, content=body)

    assert sent.json()["names"] == ["evil.csv"]
    home = place.workspace.settings.home
    assert [path.is_relative_to(home / "staging") for path in home.parent.rglob("evil.csv")] == [True]


def test_a_mapping_of_ones_own_says_which_column_is_which(place: Place) -> None:
    told = 'source = "crm_accounts"\n[columns]\n"Firma" = "account_name"\n"Art" = "kind"\n'

    answer = place.upload(("f.csv", b"Firma;Art\nNordlys;target\n"), source="crm_accounts", mapping=told).json()

    assert answer["outcomes"]["created"] == 1


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"source": "linkdin"}, 404),
        ({"observed_on": "tomorrow"}, 422),
        ({"colour": "blue"}, 422),
        ({"source": "linkedin", "mapping": "gainsight"}, 400),
    ],
)
def test_wrong_orders_are_refused_and_leave_nothing(place: Place, fields: Mapping[str, str], status: int) -> None:
    refused = place.upload(("accounts.csv", ACCOUNTS), **fields)

    assert refused.status_code == status
    assert place.staging.jobs() == []
    assert names(place.workspace.settings.staging) == []


def test_an_upload_needs_files_and_a_key(place: Place) -> None:
    without_files = place.upload(source="crm_accounts")
    without_key = place.client.call("POST", "/v1/imports", files=[("files", ("a.csv", b"a"))])

    assert [without_files.status_code, without_key.status_code] == [400, 400]


def test_a_form_that_breaks_off_leaves_nothing(place: Place) -> None:
    body = b'--xx\r\nContent-Disposition: form-data; name="files"; filename="a.csv"\r\n\r\naccount_name'

    broken = place.client.call("POST", "/v1/imports", {"Idempotency-Key": "1", "Content-Type": FORM}, content=body)

    assert (broken.status_code, "cut off" in broken.json()["detail"]) == (400, True)
    assert names(place.workspace.settings.staging) == []


def test_a_staged_upload_is_forgotten_on_request(place: Place) -> None:
    number = place.upload(("accounts.csv", ACCOUNTS), hold="true").json()["id"]

    gone = place.json("DELETE", f"/v1/imports/{number}")

    assert gone["done"] == "forgotten"
    assert names(place.workspace.settings.staging) == []
    assert place.client.get(f"/v1/imports/{number}").status_code == 404


def test_progress_ends_with_the_final_state(place: Place) -> None:
    number = place.upload(("accounts.csv", ACCOUNTS)).json()["id"]

    told = place.client.get(f"/v1/imports/{number}/progress")

    assert told.headers["Content-Type"].startswith("text/event-stream")
    kind, data = told.text.strip().split("\n\n")[-1].split("\n")
    assert (kind, json.loads(data.removeprefix("data: "))["state"]) == ("event: end", "ready")


def test_progress_tells_each_change_once_and_keeps_the_line_open() -> None:
    states = iter([{"state": "reading", "done": 1}] * 40 + [{"state": "ready", "done": 2}])

    async def ask() -> dict[str, Any]:
        return next(states)

    async def pause() -> None:
        return None

    async def heard() -> list[str]:
        return [event async for event in events(ask, pause)]

    kinds = [event.split("\n")[0] for event in asyncio.run(heard())]
    assert kinds == ["event: progress", ": still here", "event: progress", "event: end"]


def test_the_account_of_rows_is_that_of_the_store(place: Place) -> None:
    number = place.upload(("Connections.csv", CONNECTIONS), owner=OWNER).json()["id"]
    answer = place.json("GET", f"/v1/imports/{number}")

    [log] = place.workspace.store.imports()

    assert {key: count for key, count in answer["outcomes"].items() if count} == dict(log.outcomes)

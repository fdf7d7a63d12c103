from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from orbit.world import ExportFile, Truth, World

CONNECTIONS = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"


def _text(file: ExportFile) -> str:
    return file.content.decode("utf-8-sig")


def _members(file: ExportFile) -> Iterator[tuple[str, str]]:
    """Text files of an export by the name under which the truth knows them."""
    if not file.path.endswith(".zip"):
        yield file.path, _text(file)
        return
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        for name in archive.namelist():
            yield f"{file.path}/{name.rpartition('/')[2]}", archive.read(name).decode("utf-8-sig")


def _all_connections(files: dict[str, ExportFile]) -> list[list[str]]:
    rows = []
    for file in files.values():
        for name, text in _members(file):
            if name.endswith("Connections.csv"):
                listed = list(csv.reader(io.StringIO(text)))
                header = next(at for at, row in enumerate(listed) if len(row) == 7)
                rows += listed[header + 1 :]
    return rows


@pytest.mark.parametrize(
    ("path", "header"),
    [
        ("crm/champions_hubspot.csv", "Record ID,First Name,Last Name,Email,Job Title,LinkedIn URL,Associated Company"),
        ("crm/champions_gainsight.csv", "Person Name,Person Email,Person Title,Company Name,Company Domain,Role"),
        ("crm/target_accounts.csv", "account_name,domain,linkedin_url,crm_id,kind,owner_name,owner_email,sdr_email"),
        (
            "advisors/advisors.csv",
            "person_name,email,linkedin_url,role,firm,title,company,since,until,owner_email,notes",
        ),
        ("investors/portfolio.csv", "investor_name,investor_domain,company_name,company_domain,round,invested_on,lead"),
        ("investors/crunchbase/jobs.csv", "person_uuid,person_name,org_uuid,org_name,title,job_type,started_on"),
        ("careers/template.csv", "person_name,email,linkedin_url,title,company_name,company_domain,start,end,location"),
        ("job_changes/job_changes.csv", "person_name,linkedin_url,email,old_company,old_title,new_company,new_title"),
        ("signals/signals.csv", "company_name,domain,kind,title,occurred_on,strength,url,id"),
    ],
)
def test_each_list_begins_with_the_header_of_its_system(files: dict[str, ExportFile], path: str, header: str) -> None:
    assert _text(files[path]).startswith(header)


def test_the_salesforce_report_quotes_everything_and_ends_in_its_footer(files: dict[str, ExportFile]) -> None:
    lines = _text(files["crm/accounts_salesforce.csv"]).split("\r\n")

    assert lines[0].startswith('"Account ID","Account Name","Website","Type","Account Owner"')
    assert all(re.fullmatch(r'"[^"]*"(,"[^"]*")*', line) for line in lines[:-1])
    assert lines[-4].startswith('"Grand Totals (')
    assert lines[-2].startswith('"Copyright ©')


def test_a_linkedin_archive_holds_the_five_files_with_their_headers(files: dict[str, ExportFile]) -> None:
    archives = [file for file in files.values() if file.path.endswith(".zip")]
    first_lines = {name.rpartition("/")[2]: text.split("\n") for name, text in _members(archives[0])}

    assert re.search(r"/Basic_LinkedInDataExport_\d\d-\d\d-\d{4}\.zip$", archives[0].path)
    assert first_lines["Connections.csv"][0] == "Notes:"
    assert first_lines["Connections.csv"][3] == CONNECTIONS
    assert first_lines["Positions.csv"][0] == "Company Name,Title,Description,Location,Started On,Finished On"
    assert first_lines["Education.csv"][0] == "School Name,Start Date,End Date,Notes,Degree Name,Activities"
    assert first_lines["Profile.csv"][0].startswith("First Name,Last Name,Maiden Name,Address,Birth Date,Headline")
    assert first_lines["Email Addresses.csv"][0] == "Email Address,Confirmed,Primary,Updated On"


def test_every_colleague_brings_an_export_and_one_a_german_list(world: World, files: dict[str, ExportFile]) -> None:
    brought = [file for file in files.values() if file.source == "linkedin"]
    german = [file for file in brought if file.path.endswith(".csv")]

    assert len({file.options["owner"] for file in brought}) == len(world.roster.team)
    assert [_text(file).split("\n")[0] for file in german] == [
        "Vorname,Nachname,URL,E-Mail-Adresse,Unternehmen,Position,Verbunden am"
    ]


def test_hardly_any_connection_shows_an_email(files: dict[str, ExportFile]) -> None:
    rows = [row for row in _all_connections(files) if any(row)]

    share = sum(bool(row[3]) for row in rows) / len(rows)

    assert 0.01 <= share <= 0.02


def test_connections_hold_a_few_rows_of_members_who_left_and_a_day_that_does_not_exist(
    files: dict[str, ExportFile],
) -> None:
    rows = _all_connections(files)

    assert any(row == [""] * 7 for row in rows)
    assert any(row[6].startswith("31 Feb") for row in rows)
    assert all(re.fullmatch(r"\d\d \S{3} \d{4}|", row[6]) for row in rows)


def test_a_third_of_the_connections_are_strangers_to_each_other(files: dict[str, ExportFile], told: Truth) -> None:
    known = []
    for file in files.values():
        for name, _ in _members(file):
            if name.endswith("Connections.csv"):
                owner = told.colleagues[file.options["owner"]]
                rows = told.rows[name]
                known += [told.knows(owner, person) > 0 for line in rows if (person := told.person_at(name, line))]

    assert 0.30 <= 1 - sum(known) / len(known) <= 0.45


def test_the_provider_sold_a_fifth_of_the_other_careers_one_object_per_line(
    world: World, files: dict[str, ExportFile]
) -> None:
    elements = [json.loads(line) for line in files["careers/provider.jsonl"].content.splitlines()]

    full = [element for element in elements if element["full_name"]]

    assert 0.18 <= len(full) / len(world.people) <= 0.27
    assert all(element["full_name"] == element["full_name"].lower() for element in full)
    assert all(element["experience"][0]["is_primary"] for element in full)


def test_one_career_in_nine_of_the_provider_is_out_of_date(files: dict[str, ExportFile], told: Truth) -> None:
    path = "careers/provider.jsonl"
    stale = []
    for line, text in enumerate(files[path].content.splitlines(), start=1):
        top = json.loads(text)["experience"][0]
        person = told.person_at(path, line)
        if person is not None and top["end_date"] is None:
            stale.append(told.company_at(path, line, top["company"]["name"]) != told.employer[person])

    assert 0.07 <= sum(stale) / len(stale) <= 0.15


@pytest.mark.parametrize(
    "path",
    [
        "crm/accounts_salesforce.csv",
        "crm/champions_hubspot.csv",
        "careers/template.csv",
        "job_changes/job_changes.csv",
        "signals/signals.csv",
    ],
)
def test_larger_files_hold_a_few_rows_that_nobody_could_use(files: dict[str, ExportFile], path: str) -> None:
    rows = [row for row in csv.reader(io.StringIO(_text(files[path]), newline="")) if row]
    usable = {line for lines in files[path].mentions.values() for line, *_ in lines}

    assert 1 <= len(rows) - 1 - len(usable) <= 6


def test_one_employer_in_nine_on_profile_pages_is_out_of_date(files: dict[str, ExportFile], told: Truth) -> None:
    shown = {
        (persons[0].id, persons[1].id)
        for name, rows in told.rows.items()
        if name.endswith("Connections.csv")
        for persons in rows.values()
        if len(persons) == 2
    }

    stale = [company != told.employer[person] for person, company in shown]

    assert 0.06 <= sum(stale) / len(stale) <= 0.15


def test_boards_name_their_vendor_fields_and_no_day_ahead(world: World, files: dict[str, ExportFile]) -> None:
    documents: dict[str, list[Any]] = {"greenhouse": [], "lever": [], "ashby": []}
    for file in files.values():
        folder = file.path.split("/")[1]
        if folder in documents:
            documents[folder].append(json.loads(file.content))
    days = [job["first_published"][:10] for board in documents["greenhouse"] for job in board["jobs"]]
    days += [job["publishedAt"][:10] for board in documents["ashby"] for job in board["jobs"]]

    assert documents["greenhouse"]
    assert all(board["jobs"][0]["company_name"] for board in documents["greenhouse"])
    assert all("hostedUrl" in posting for board in documents["lever"] for posting in board)
    assert max(days) <= world.spec.as_of.isoformat()


def test_filings_are_column_arrays_of_one_length_with_a_change_of_leaders(files: dict[str, ExportFile]) -> None:
    filings = [json.loads(file.content) for file in files.values() if "/edgar/CIK" in file.path]

    assert filings
    for document in filings:
        recent = document["filings"]["recent"]
        assert len({len(column) for column in recent.values()}) == 1
        assert any("5.02" in items for items in recent["items"])


def test_most_target_accounts_but_not_all_have_a_signal(world: World, files: dict[str, ExportFile]) -> None:
    named = {
        mention.id
        for file in files.values()
        if file.source == "signals"
        for mentions in file.mentions.values()
        for mention in mentions
    }
    targets = {target.company for target in world.accounts.targets}

    assert named <= targets
    assert 0.5 <= len(named) / len(targets) <= 0.7


def test_no_export_speaks_of_a_day_after_its_own(files: dict[str, ExportFile]) -> None:
    for file in files.values():
        assert date.fromisoformat(file.options["observed_on"]) <= date(2026, 11, 21)

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import groupby

import pytest

from ingest.intake.contract import ReadOptions, Rejected, RowResult, SourceFile
from ingest.intake.discovery import get_source
from ingest.intake.mapping import shipped_profile
from ingest.intake.reading import open_tables
from orbit.model import Company, Person
from orbit.world import ExportFile, Truth


def _group(file: ExportFile) -> str:
    return file.options["group"]


def _read(group: list[ExportFile]) -> Iterator[RowResult]:
    source, options = get_source(group[0].source), group[0].options
    profile = shipped_profile(options["map"]) if "map" in options else None
    tables = []
    for file in group:
        day = date.fromisoformat(file.options["observed_on"])
        opened = SourceFile(file.path, partial(io.BytesIO, file.content), len(file.content), day)
        tables += open_tables(opened, source, profile)
    return source.read(tables, ReadOptions(owner=options.get("owner")))


@pytest.fixture(scope="session")
def results(files: dict[str, ExportFile]) -> list[RowResult]:
    groups = [list(group) for _, group in groupby(files.values(), key=_group)]
    return [result for group in groups for result in _read(group)]


def test_the_ingestors_take_every_file_but_for_the_broken_rows(
    files: dict[str, ExportFile], results: list[RowResult]
) -> None:
    rejected = Counter(result.file for result in results if isinstance(result, Rejected))
    accepted = {result.file for result in results if not isinstance(result, Rejected)}

    assert max(rejected.values()) <= 2
    assert {file.path for file in files.values() if not file.path.endswith(".zip")} <= accepted


def test_the_truth_knows_every_person_and_company_that_was_read(results: list[RowResult], told: Truth) -> None:
    items = [item for result in results if not isinstance(result, Rejected) for item in result.items]
    persons = [item for item in items if isinstance(item, Person)]
    companies = [item for item in items if isinstance(item, Company)]

    unknown = [
        item.key for item in persons if told.person_at(item.ref.file, item.ref.line, item.name, *item.emails) is None
    ]
    unknown += [item.key for item in companies if told.company_at(item.ref.file, item.ref.line, item.name) is None]

    assert len(persons) > 1_000
    assert unknown == []

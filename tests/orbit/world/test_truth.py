from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator

import numpy as np
import pytest

from orbit.model import Circle, EntityKind
from orbit.world import REALLY_KNOWS, ExportFile, Truth, World, read_truth, truth_files
from orbit.world.export.sheet import Sheet, person


def _lines(files: dict[str, ExportFile]) -> Iterator[tuple[str, list[str]]]:
    for file in files.values():
        if file.path.endswith((".csv", ".jsonl")):
            yield file.path, file.content.decode("utf-8-sig").split("\n")
        elif file.path.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
                for name in archive.namelist():
                    yield f"{file.path}/{name.rpartition('/')[2]}", archive.read(name).decode("utf-8-sig").split("\n")


def _our_people(told: Truth) -> set[int]:
    return {person for persons in told.circles.values() for person in persons}


def test_each_row_of_each_list_starts_on_the_line_that_the_truth_says(
    files: dict[str, ExportFile], told: Truth
) -> None:
    # The first person or company of a row stands in the row's first physical line, as written.
    wrong = [
        (file, line)
        for file, lines in _lines(files)
        for line, mentions in told.rows[file].items()
        if "Email Addresses" not in file and mentions[0].text.split()[0].strip(",") not in lines[line - 1]
        if not file.endswith(("Positions.csv", "Education.csv"))
    ]

    assert wrong == []


def test_a_row_after_a_cell_of_two_lines_is_numbered_by_its_physical_line() -> None:
    sheet = Sheet(("Name", "Story"), preamble="Notes:\n\n", bom=True)

    sheet.add(("Ida Berg", "First hire.\nBuilt the team."), person(1, "Ida Berg"))
    sheet.add(("Tom Lie", None), person(2, "Tom Lie"))

    assert [(mention.line, mention.id) for mention in sheet.mentions] == [(4, 1), (6, 2)]
    assert sheet.content().decode("utf-8-sig").split("\n")[5] == "Tom Lie,"


def test_a_row_names_the_company_that_is_written_there(files: dict[str, ExportFile], told: Truth) -> None:
    path = "crm/target_accounts.csv"
    for line, row in enumerate(csv.reader(io.StringIO(files[path].content.decode())), start=1):
        company = told.company_at(path, line)
        if company is not None and row[1]:
            assert told.domains[company] == row[1]


def test_two_lists_of_one_champion_lead_to_one_person(files: dict[str, ExportFile], told: Truth) -> None:
    champions = set(told.circles[Circle.CHAMPION])
    crm = {
        mention.id
        for path in ("crm/champions_hubspot.csv", "crm/champions_gainsight.csv")
        for mentions in told.rows[path].values()
        for mention in mentions
        if mention.kind is EntityKind.PERSON
    }

    assert champions <= crm


def test_people_are_spelled_in_many_ways_in_the_files(told: Truth) -> None:
    texts: dict[int, set[str]] = {}
    for rows in told.rows.values():
        for mentions in rows.values():
            for mention in mentions:
                if mention.kind is EntityKind.PERSON and "@" not in mention.text:
                    texts.setdefault(mention.id, set()).add(mention.text)
    champions = told.circles[Circle.CHAMPION]

    assert sum(len(texts[person]) > 1 for person in champions) > len(champions) / 2


def test_knowing_is_mutual_and_nobody_knows_themselves(told: Truth) -> None:
    pairs = list(zip(told.knowing.left.tolist(), told.knowing.right.tolist(), strict=True))[::50]

    assert all(left < right for left, right in pairs)
    assert all(told.knows(left, right) == told.knows(right, left) > 0 for left, right in pairs)
    assert told.knows(5, 5) == 0.0


def test_colleagues_champions_and_backers_know_somebody_well(told: Truth) -> None:
    close = told.knowing.closeness >= REALLY_KNOWS
    known = set(told.knowing.left[close].tolist()) | set(told.knowing.right[close].tolist())

    assert _our_people(told) <= known


def test_almost_everybody_at_a_target_account_is_known_to_somebody(told: Truth) -> None:
    persons = {person for here in told.targets.values() for person in here}
    known = set(told.knowing.left.tolist()) | set(told.knowing.right.tolist())

    assert len(persons & known) > 0.97 * len(persons)


def test_targets_are_the_people_who_work_there_today(world: World, told: Truth) -> None:
    assert set(told.targets) == {target.company for target in world.accounts.targets}
    for company, persons in told.targets.items():
        assert persons
        assert all(told.employer[person] == company for person in persons)


def test_the_longer_two_persons_share_a_firm_the_likelier_they_know_each_other(world: World, told: Truth) -> None:
    spells = world.spells
    until = np.minimum(spells.end, world.spec.month)
    targets = [person for persons in told.targets.values() for person in persons]
    known: dict[bool, list[bool]] = {True: [], False: []}
    for spell in np.flatnonzero(np.isin(spells.person, targets) & (world.headcount[spells.company] < 60)):
        there = np.flatnonzero((spells.company == spells.company[spell]) & (spells.person != spells.person[spell]))
        months = np.minimum(until[there], until[spell]) - np.maximum(spells.start[there], spells.start[spell])
        for other, shared in zip(spells.person[there].tolist(), months.tolist(), strict=True):
            known[shared > 24].append(told.knows(int(spells.person[spell]), other) > 0)

    assert np.mean(known[True]) > np.mean(known[False]) + 0.15


def test_nobody_introduces_us_to_a_stranger_and_friends_say_yes_more_often(told: Truth) -> None:
    ours = _our_people(told)
    answers: dict[bool, list[bool]] = {True: [], False: []}
    for left, right in zip(told.knowing.left.tolist(), told.knowing.right.tolist(), strict=True):
        if left in ours:
            answers[told.knows(left, right) >= 0.5].append(told.says_yes(left, right))

    assert not told.says_yes(0, int(np.flatnonzero([told.knows(0, other) == 0 for other in range(200)])[-1]))
    assert np.mean(answers[True]) > np.mean(answers[False]) + 0.1


@pytest.mark.parametrize("question", ["knows", "says_yes"])
def test_the_truth_survives_its_files(told: Truth, question: str) -> None:
    again = read_truth(json.loads(json.dumps(truth_files(told))))
    pairs = list(zip(told.knowing.left.tolist(), told.knowing.right.tolist(), strict=True))[::40]

    assert [getattr(again, question)(*pair) for pair in pairs] == [getattr(told, question)(*pair) for pair in pairs]
    assert again.rows == told.rows
    assert again.targets == told.targets
    assert again.circles == told.circles

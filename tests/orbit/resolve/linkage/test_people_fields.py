from __future__ import annotations

import pytest

from orbit.names.nicknames import full_forms, short_forms
from orbit.resolve.linkage.columns import SILENT
from orbit.resolve.linkage.people import FIELDS, PEOPLE, people_table
from orbit.resolve.linkage.sound import sound


def told(**cells: str) -> dict[str, str]:
    """What one record says, made comparable."""
    table = people_table(["a"], {name: [value] for name, value in cells.items()})
    columns = PEOPLE.prepared(table, {}).columns
    return {name: column.values[column.codes[0]] for name, column in columns.items() if column.codes[0] != SILENT}


@pytest.mark.parametrize(
    ("cells", "field", "value"),
    [
        ({"name": "Dr. José Álvarez-Quill, PhD"}, "first", "jose"),
        ({"name": "Dr. José Álvarez-Quill, PhD"}, "last", "alvarezquill"),
        ({"first": "R.", "last": "Alderberg"}, "first", "r"),
        ({"first": "Ada", "last": "van den Quill"}, "last", "vandenquill"),
        ({"name": "Ada", "company": "Quill Works, Inc."}, "company", "quill works"),
        ({"name": "Ada", "email": "Ada.Q@Quill.example"}, "email", "ada.q@quill.example"),
        ({"name": "Ada", "phone": "+44 (0)1632 960001"}, "phone", "632960001"),
        ({"name": "Ada", "city": "Málaga, Spain"}, "city", "malaga"),
        ({"name": "Bob Alderberg"}, "full1", "robert"),
        ({"name": "Bob Alderberg"}, "last_sound", "a436"),
    ],
)
def test_cells_are_made_comparable(cells: dict[str, str], field: str, value: str) -> None:
    assert told(**cells)[field] == value


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"name": "Ada", "email": "info@quill.example"}, "email"),
        ({"name": "Ada", "email": "no address"}, "email"),
        ({"name": "Ada", "company": "Self-employed"}, "company"),
        ({"name": "Ada", "phone": "12"}, "phone"),
        ({"name": ""}, "first"),
    ],
)
def test_what_says_nothing_is_silent(cells: dict[str, str], field: str) -> None:
    assert field not in told(**cells)


def test_a_table_has_every_field_though_the_file_has_few() -> None:
    assert set(people_table(["a"], {"name": ["Ada Quill"]}).columns) == set(FIELDS)


@pytest.mark.parametrize(
    ("name", "code"),
    [("robert", "r163"), ("rupert", "r163"), ("ashcraft", "a261"), ("lee", "l000"), ("жук", None), ("", None)],
)
def test_names_that_sound_alike_share_a_code(name: str, code: str | None) -> None:
    assert sound(name) == code


def test_short_and_full_forms_lead_to_each_other() -> None:
    assert "robert" in full_forms()["bob"]
    assert "bob" in short_forms()["robert"]

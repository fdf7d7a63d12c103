import pytest

from ingest.intake.contract import Column, Format, Row, Shape, Source
from ingest.intake.dates import Order
from ingest.intake.mapping import mapped_shape, parse_profile, shipped_profile, shipped_profiles, translations
from ingest.intake.reading import date_order, open_tables
from orbit.errors import NotFound, UsageError
from tests.ingest.intake.made import LINES, PEOPLE, given, source_of

PROFILE = """
source = "people"
[columns]
"Contact" = "name"
"Kontakt" = "name"
"Mail" = "email"
"Score" = "note"
[values.note]
"75-100" = "green"
"50-74" = "yellow"
"0 to 49" = "red"
"N/A" = "unknown"
[dates]
order = "dmy"
"""


def test_a_mapped_file_is_read_with_our_column_names_and_values() -> None:
    profile = parse_profile(PROFILE, "mine.toml")

    [table] = open_tables(given("Kontakt;Mail;Score\nIda;ida@example.com;88\n"), PEOPLE, profile)

    assert [row.cells for row in table.rows if isinstance(row, Row)] == [
        {"name": "Ida", "email": "ida@example.com", "note": "green"}
    ]


def test_columns_that_a_profile_leaves_out_keep_their_own_headers() -> None:
    profile = parse_profile('source = "people"\n[columns]\n"Contact" = "name"\n', "mine.toml")

    assert [column.headers for column in mapped_shape(profile, PEOPLE).columns] == [
        ("Contact",),
        ("email", "E-mail"),
        ("note",),
    ]


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("100", "green"),
        ("75", "green"),
        ("74.5", "yellow"),
        ("50%", "yellow"),
        ("0", "red"),
        ("n/a", "unknown"),
        ("101", "101"),
        ("green", "green"),
        ("-1", "-1"),
    ],
)
def test_values_are_translated_by_text_or_range_and_else_left_alone(theirs: str, ours: str) -> None:
    translate = translations(parse_profile(PROFILE, "mine.toml"))["note"]

    assert translate(theirs) == ours


def test_the_date_order_of_a_profile_wins_over_the_cells() -> None:
    [table] = open_tables(given("Contact,Score\nIda,3/25/2024\n"), PEOPLE, parse_profile(PROFILE, "mine.toml"))

    assert date_order(table, ["note"], Order.ISO) is Order.DMY


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("source = ", "mine.toml: this is not TOML"),
        ("[columns]\nA = 'name'", "mine.toml: source: missing"),
        ("source = 'people'", "mine.toml: columns: missing"),
        ("source = 'people'\ncolunms = 1", "mine.toml: colunms: unknown key"),
        ("source = 'people'\ncolumns = 1", "mine.toml: columns: write lines"),
        ("source = 'people'\n[columns]\nA = 1", 'mine.toml: columns."A": write a text in quotes'),
        ("source = 'people'\nvalues = 1\n[columns]\nA = 'name'", "mine.toml: values: write a table"),
        ("source = 'people'\n[columns]\nA = 'name'\n[dates]\norder = 'ymd'", "mine.toml: dates.order: write"),
        ("source = 'people'\n[columns]\nA = 'name'\n[dates]\nodrer = 'mdy'", "mine.toml: dates: write"),
        ("source = 'people'\n[columns]\nA = 'name'\n[values]\nnote = 1", "mine.toml: values.note: write lines"),
        (
            "source = 'people'\n[columns]\nA = 'name'\n[values.note]\n'0-50' = 'a'\n'50-99' = 'b'",
            'mine.toml: values.note."50-99": overlaps with "0-50"',
        ),
    ],
)
def test_a_broken_profile_is_refused_by_the_name_of_its_key(text: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_profile(text, "mine.toml")

    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "source = 'people'\n[columns]\nA = 'nmae'",
            'mine.toml: columns."A": people has no column nmae; did you mean name?',
        ),
        (
            "source = 'people'\n[columns]\nA = 'name'\n[values.zzz]\na = 'b'",
            "mine.toml: values.zzz: people has no column zzz; there are name, email, note",
        ),
        ("source = 'others'\n[columns]\nA = 'name'", "mine.toml: source: this profile is for others, not for people"),
    ],
)
def test_a_profile_that_does_not_fit_its_source_is_refused(text: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        mapped_shape(parse_profile(text, "mine.toml"), PEOPLE)

    assert str(caught.value) == said


def test_a_source_without_lists_cannot_be_mapped() -> None:
    with pytest.raises(UsageError, match="reads no CSV files"):
        mapped_shape(parse_profile(PROFILE, "mine.toml"), source_of(LINES))


@pytest.mark.parametrize("name", ["no_such_tool", "../mapping", ""])
def test_an_unknown_profile_name_is_refused_with_those_that_exist(name: str) -> None:
    with pytest.raises(NotFound, match="no mapping profile is called"):
        shipped_profile(name)


def test_every_shipped_profile_can_be_read() -> None:
    profiles = [shipped_profile(name) for name in shipped_profiles()]

    assert all(profile.columns for profile in profiles)


def test_the_first_list_of_a_source_is_the_one_that_is_mapped() -> None:
    other = Shape("other", Format.CSV, (Column("x", ("x",), ""),))
    source = Source("people", "", (LINES, *PEOPLE.shapes, other), PEOPLE.read)

    assert mapped_shape(parse_profile(PROFILE, "mine.toml"), source).name == "list"

"""Names of companies come apart into what is distinctive and what is not, in any language and script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orbit.names import company_core
from orbit.names.company_name import Told, company_name
from orbit.names.company_numbers import number_in
from orbit.names.company_places import country_code, places_in
from orbit.names.company_scripts import latinised


@pytest.mark.parametrize(
    "name",
    [
        "Nordlys Pty Ltd",
        "Nordlys Kft.",
        "Nordlys S.p.A.",
        "Nordlys SpA",
        "Nordlys, S. L.",
        "Nordlys d.o.o.",
        "Nordlys Sdn. Bhd.",
        "Nordlys Gesellschaft mit beschränkter Haftung",
        "Nordlys Limited Liability Company",
        "Nordlys A/S",
        "OOO Nordlys",
        "UAB Nordlys",
        'SIA "Nordlys"',
        "株式会社 Nordlys",
        "Nordlys 有限公司",
        'Nordlys בע"מ',
        "Nordlys [Brazil]",
        "Nordlys ‖ Light for all",
        "Nordlys, ehemals Polarlys",
    ],
)
def test_forms_of_many_languages_leave_the_name(name: str) -> None:
    assert company_name(name).words == ("nordlys",)


@pytest.mark.parametrize("name", ["Too Good Bakery", "SIA Engineering", "AB Tasty", "Now Foods", "Ex Libris"])
def test_words_that_only_look_like_a_form_stay(name: str) -> None:
    assert company_name(name).words == tuple(name.lower().split())


def test_a_name_in_cyrillic_meets_itself_in_latin_letters() -> None:
    assert company_core("\u041e\u041e\u041e «Ромашка»") == company_core("Romashka LLC") == "romashka"


def test_greek_is_written_in_latin_letters_and_other_scripts_stay() -> None:
    assert latinised("αθηνα 東京 acme") == "athina 東京 acme"


@pytest.mark.parametrize("name", ["Larch Fund VII", "Larch Fund 7, L.P.", "Larch Fund Seven"])
def test_a_number_is_one_however_it_is_written(name: str) -> None:
    found = company_name(name)

    assert found.tokens == ("larch", "fund", "7")
    assert found.numbers == ("7",)


@pytest.mark.parametrize(
    ("word", "number"), [("viii", "8"), ("xxxix", "39"), ("3rd", "3"), ("0042", "42"), ("ten", "10")]
)
def test_numbers_are_read(word: str, number: str) -> None:
    assert number_in(word) == number


@pytest.mark.parametrize("word", ["mix", "civil", "vix", "iiii", "", "acme"])
def test_words_are_no_numbers(word: str) -> None:
    assert number_in(word) is None


def test_a_roman_numeral_in_front_is_a_name() -> None:
    assert company_name("VI Robotics").numbers == ()


def test_a_place_is_known_in_brackets_and_as_a_word() -> None:
    assert company_name("Acme (Germany)").places == {"de"}
    assert company_name("Acme Deutschland GmbH").places == {"de"}
    assert company_name("Acme New Zealand").places == {"nz"}


def test_a_region_is_a_place_only_behind_the_name() -> None:
    assert places_in(("acme", "global")) == ((1, 2, "global"),)
    assert places_in(("global", "foods")) == ()


@pytest.mark.parametrize(
    ("country", "code"), [("DE", "de"), ("Germany", "de"), ("UK", "gb"), ("Emea", ""), ("", ""), ("Atlantis", "")]
)
def test_a_country_has_one_code(country: str, code: str) -> None:
    assert country_code(country) == code


@pytest.mark.parametrize(
    ("name", "kind", "other"),
    [
        ("Acme (formerly Bolt Ltd.)", Told.FORMER, "bolt ltd"),
        ("Acme, f/k/a Bolt", Told.FORMER, "bolt"),
        ("Acme (ex Bolt)", Told.FORMER, "bolt"),
        ("Acme, a division of Bolt", Told.PARENT, "bolt"),
        ("Acme LLC dba Bolt", Told.ALSO, "bolt"),
    ],
)
def test_a_name_tells_of_others(name: str, kind: Told, other: str) -> None:
    found = company_name(name)

    assert found.words == ("acme",)
    assert found.others == ((kind, other),)


def test_short_forms_are_written_out_beside_the_words_as_written() -> None:
    found = company_name("Acme Intl Mfg")

    assert found.words == ("acme", "intl", "mfg")
    assert found.tokens == ("acme", "international", "manufacturing")


def test_an_over_long_name_is_cut_between_words() -> None:
    assert company_name("Acme " + "very " * 60).tokens[-1] == "very"


@given(st.text(max_size=250))
def test_any_text_comes_apart_and_is_kept_as_written(text: str) -> None:
    found = company_name(text)

    assert found.raw == text
    assert len(found.words) == len(found.tokens)
    assert all(place < len(found.tokens) for place in found.placed)


@given(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12))
def test_a_core_is_its_own_core(name: str) -> None:
    assert company_core(company_core(name)) == company_core(name)

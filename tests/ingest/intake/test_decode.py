import pytest

from ingest.intake.decode import detect, open_text, visible
from orbit.errors import BadFile
from tests.ingest.intake.made import given

TEXT = "name\nIda Bérg\nZoë Łuk\n" + "".join(f"Jörg Nr{n}\n" for n in range(20))


def decoded(data: bytes) -> tuple[str, str]:
    encoding = detect(given(data))
    with open_text(given(data), encoding.codec) as text:
        return encoding.guess.value, text.read()


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
    ],
)
def test_text_is_read_in_the_encoding_that_it_was_written_in(codec: str, name: str) -> None:
    assert decoded(TEXT.encode(codec)) == (name, TEXT)


def test_bytes_that_are_not_utf_8_are_read_as_windows_1252_with_a_warning() -> None:
    data = "name\nJörg Müller – 5 €\n".encode("cp1252")

    guess = detect(given(data)).guess

    assert decoded(data) == ("Windows-1252", "name\nJörg Müller – 5 €\n")
    assert "check that names with accents look right" in guess.because


def test_a_bad_byte_does_not_turn_a_utf_8_file_to_junk() -> None:
    data = TEXT.encode() + b"Ana\x81\n"

    name, text = decoded(data)

    assert name == "UTF-8"
    assert text == TEXT + "Ana\udc81\n"


def test_a_replacement_character_comes_out_only_where_one_went_in() -> None:
    assert decoded("37\ufffd N".encode())[1].count("\ufffd") == 1
    assert "\ufffd" not in decoded(b"caf\xe9 \x81\x8d")[1]


def test_an_encoding_is_decided_by_the_whole_file_and_not_by_its_head() -> None:
    data = b"name\n" + b"Ida\n" * 400_000 + "Jörg\n".encode("cp1252")

    assert detect(given(data)).codec == "cp1252"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x1f\x8b\x08\x00abc", "gzip"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Excel"),
        (b"PK\x03\x04rest", "zip"),
        (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
        (b"<!DOCTYPE html><html><body>Sign in</body>", "web page"),
        (b"\xef\xbb\xbf \n<HTML><head>", "web page"),
        (b"<!-- saved --><html>", "web page"),
        (b"<!---->" * 500 + b"<html>", "web page"),
        (b"\n<table><tr><td>a</td></tr>", "web page"),
        (b"<?xml version='1.0'?><Workbook/>", "XML"),
        (b"SQLite format 3\x00", "SQLite"),
        (bytes(range(256)) * 4, "not a text file"),
        ("<html>".encode("utf-16"), "web page"),
        ("name\nIda\n".encode("utf-16")[:-1], "damaged"),
    ],
)
def test_what_is_no_text_is_named_and_refused(data: bytes, said: str) -> None:
    with pytest.raises(BadFile, match=said):
        detect(given(data))


def test_unreadable_bytes_and_zero_characters_are_shown_and_nothing_else_changes() -> None:
    assert visible("Zoë a\udc81b\0") == "Zoë a\\x81b\\x00"
    assert visible("plain") == "plain"


def test_comments_without_a_page_after_them_are_text() -> None:
    assert decoded(b"<!---->" * 500 + b"name")[0] == "UTF-8"

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.imports.multipart import FormReader, plain_name
from orbit.errors import UsageError

KIND = "multipart/form-data; boundary=xx"


class Kept(BytesIO):
    """A file whose content outlives its closing."""

    def close(self) -> None:
        self.content = self.getvalue()


def read(
    body: bytes, cuts: list[int] | None = None, kind: str = KIND
) -> tuple[dict[str, str], list[tuple[str, bytes]]]:
    """Read a form that arrives in pieces; its fields and files."""
    files: list[tuple[str, Kept]] = []

    def new_file(_field: str, name: str) -> Kept:
        files.append((name, Kept()))
        return files[-1][1]

    reader = FormReader(kind, new_file)
    ends = [0, *sorted(cut % (len(body) + 1) for cut in cuts or []), len(body)]
    for start, end in pairwise(ends):
        reader.feed(body[start:end])
    reader.finish()
    return reader.fields, [(name, file.content) for name, file in files]


def part(head: str, content: bytes) -> bytes:
    return b"--xx\r\nContent-Disposition: form-data; " + head.encode() + b"\r\n\r\n" + content + b"\r\n"


def form(*parts: bytes) -> bytes:
    return b"".join(parts) + b"--xx--\r\n"


@given(st.binary(max_size=300), st.lists(st.integers(0, 2000), max_size=8))
def test_however_a_form_is_cut_on_its_way_it_reads_the_same(content: bytes, cuts: list[int]) -> None:
    told = content.replace(b"\r\n--xx", b"")
    body = form(part('name="source"', b"linkedin"), part('name="files"; filename="a.csv"', told))

    assert read(body, cuts) == ({"source": "linkedin"}, [("a.csv", told)])


def test_what_looks_like_a_boundary_within_a_line_is_content() -> None:
    _, files = read(form(part('name="files"; filename="a.csv"', b"a--xx--b\r\n-xx\r\n")))

    assert files == [("a.csv", b"a--xx--b\r\n-xx\r\n")]


def test_a_file_field_left_empty_is_no_file() -> None:
    assert read(form(part('name="files"; filename=""', b""))) == ({}, [])


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ('filename="Grüße.csv"', "Grüße.csv"),
        ('filename="a%22b.csv"', 'a"b.csv'),
        ('filename="a\\"b.csv"', 'a"b.csv'),
        ("filename=plain.csv", "plain.csv"),
        ("filename*=UTF-8''Gr%C3%BC%C3%9Fe.csv", "Grüße.csv"),
    ],
)
def test_names_of_files_are_read_as_clients_write_them(told: str, name: str) -> None:
    _, files = read(form(part(f'name="files"; {told}', b"")))

    assert files == [(name, b"")]


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ana\\a.csv", "a.csv"),
        ("a\x00b\u202ecsv.exe", "abcsv.exe"),
        ("..", "upload"),
        ("", "upload"),
        (f"{'x' * 300}.csv", f"{'x' * 146}.csv"),
    ],
)
def test_a_name_is_kept_without_its_path_and_what_nobody_sees(told: str, name: str) -> None:
    assert plain_name(told) == name


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nothing like it",
        b"--xx\r\n",
        b"--xxContent-Disposition: form-data\r\n\r\n--xx--",
        b"--xx\r\n\r\n\r\n--xx--\r\n",
        b"--xx\r\nContent-Disposition: form-data\r\n\r\na\r\n--xx--\r\n",
        b"--xx\r\n" + b"x" * 9000,
        part('name="files"; filename="a.csv"', b"cut")[:-2],
    ],
)
def test_what_is_no_whole_form_is_refused(body: bytes) -> None:
    with pytest.raises(UsageError):
        read(body)


@pytest.mark.parametrize("kind", ["", "text/csv", "multipart/form-data", "multipart/form-data; boundary="])
def test_another_kind_of_body_is_refused(kind: str) -> None:
    with pytest.raises(UsageError, match="multipart/form-data"):
        read(form(), kind=kind)


@pytest.mark.parametrize("body", [form(*[part('name="a"', b"")] * 101), form(part('name="a"', b"x" * (1 << 19)))])
def test_fields_are_bounded(body: bytes) -> None:
    with pytest.raises(UsageError):
        read(body)

"""The one cookie: found among whatever else browsers send, and written so that nobody else gets it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.http.cookies import cookie_name, session_cookie, set_cookie

NAME = "orbit_session"
VALUES = st.text("abcXYZ019._-", min_size=1, max_size=100)
OTHERS = st.binary(max_size=60).filter(lambda part: b";" not in part and b"orbit_session" not in part)


def found(*lines: bytes, name: str = NAME) -> str | None:
    return session_cookie([(b"cookie", line) for line in lines], name)


@given(VALUES, st.lists(OTHERS, max_size=5), st.lists(OTHERS, max_size=5))
def test_it_is_found_among_others(value: str, before: list[bytes], after: list[bytes]) -> None:
    line = b"; ".join([*before, f"{NAME}={value}".encode(), *after])

    assert found(line) == value


@given(st.lists(st.binary(max_size=200), max_size=4))
def test_whatever_comes_is_no_fault_and_at_most_a_plain_word(lines: list[bytes]) -> None:
    value = found(*lines)

    assert value is None or set(value) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-")


@given(st.lists(OTHERS, max_size=8))
def test_nothing_is_found_where_it_is_not(others: list[bytes]) -> None:
    assert found(b";".join(others)) is None


@given(VALUES, st.booleans())
def test_what_is_written_is_found_again(value: str, secure: bool) -> None:
    pair = set_cookie(value, secure=secure).partition(";")[0].encode()

    assert found(pair, name=cookie_name(secure=secure)) == value
    assert found(pair, name=cookie_name(secure=not secure)) is None


@pytest.mark.parametrize(
    "line",
    [
        b'orbit_session="abc"',
        b"orbit_session=a b",
        b"orbit_session=",
        b"orbit_session",
        b"xorbit_session=abc",
        b"orbit_session.=abc",
        b"ORBIT_SESSION=abc",
        b"orbit_session=" + b"a" * 1025,
        b"orbit_session=\xff",
        b"other=1,orbit_session=abc",
    ],
)
def test_what_only_looks_like_it_is_not_it(line: bytes) -> None:
    assert found(line) is None


def test_two_that_differ_are_none_for_one_of_them_was_planted() -> None:
    assert found(b"orbit_session=a; orbit_session=b") is None
    assert found(b"orbit_session=a", b"orbit_session=b") is None
    assert found(b"orbit_session=a; orbit_session=a") == "a"


def test_other_headers_are_not_looked_at() -> None:
    assert session_cookie([(b"x-cookie", b"orbit_session=a"), (b"set-cookie", b"orbit_session=a")], NAME) is None


def test_without_a_value_it_is_taken_away() -> None:
    assert set_cookie("", secure=True) == "__Host-orbit_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure"

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from api.signin.passwords import Passwords
from orbit.errors import UsageError
from tests.api.signin.conftest import PHRASE

WEAK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
def passwords() -> Passwords:
    return Passwords()


def test_a_password_fits_its_hash_alone(passwords: Passwords) -> None:
    kept = passwords.hashed(PHRASE)

    assert kept.startswith("$argon2id$")
    assert PHRASE not in kept
    assert [passwords.fits(kept, tried) for tried in (PHRASE, f"{PHRASE} ", "", PHRASE.upper())] == [
        True,
        False,
        False,
        False,
    ]


def test_two_who_chose_the_same_have_different_hashes(passwords: Passwords) -> None:
    assert passwords.hashed(PHRASE) != passwords.hashed(PHRASE)


def test_letters_are_the_same_whichever_keyboard_typed_them(passwords: Passwords) -> None:
    assert passwords.fits(passwords.hashed("crème brûlée à deux"), "cre\u0300me bru\u0302le\u0301e a\u0300 deux")


@pytest.mark.parametrize("password", ["short", "x" * 257])
def test_a_password_is_neither_short_nor_endless(passwords: Passwords, password: str) -> None:
    with pytest.raises(UsageError, match="12 to 256"):
        passwords.hashed(password)


@pytest.mark.parametrize("kept", [None, "", "not a hash", "$argon2id$v=19$m=8,t=1,p=1$YWFh$YWFh"])
def test_nothing_fits_where_there_is_no_password(passwords: Passwords, kept: str | None) -> None:
    assert not passwords.fits(kept, "nobody has this password")


def test_an_endless_password_costs_nothing(passwords: Passwords) -> None:
    assert not passwords.fits(passwords.hashed(PHRASE), "x" * 1_000_000)


def test_a_hash_with_weaker_settings_is_outdated(passwords: Passwords) -> None:
    assert passwords.outdated(WEAK.hash(PHRASE))
    assert not passwords.outdated(passwords.hashed(PHRASE))

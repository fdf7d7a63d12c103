"""Users: what they may be called, and that somebody is always left who can let others in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from api.signin.entrance import Attempt
from api.signin.restoring import keep_out, shut_out
from api.signin.users import add_user, disable, enable, find_user, give_role, new_user
from orbit.access import Right, Role, SignInLink
from orbit.errors import NotFound, UsageError
from tests.api.http.test_rights import made
from tests.api.signin.conftest import NOW, PHRASE, Office
from tests.api.signin.test_passwords import WEAK


@pytest.mark.parametrize(
    "email", ["", "ida", "ida@", "@example.com", "ida@exa mple.com", "a@b@example.com", "\u0131@example.com"]
)
def test_a_user_needs_an_address(email: str) -> None:
    with pytest.raises(UsageError, match="no e-mail address"):
        new_user(email, "Ida", Role.REP, at=NOW)


@pytest.mark.parametrize("name", ["", "  ", "x" * 201, "Ida\u202eBerg", "Ida\x00"])
def test_a_user_needs_a_name(name: str) -> None:
    with pytest.raises(UsageError, match="a name is needed"):
        new_user("ida@example.com", name, Role.REP, at=NOW)


def test_an_address_is_found_however_it_is_spelt(office: Office) -> None:
    user = office.user("Ida@Example.com")

    assert find_user(office.store, " IDA@example.COM ") == user


def test_nobody_is_added_twice(office: Office) -> None:
    office.user()

    with pytest.raises(UsageError, match="already"):
        add_user(office.store, new_user("IDA@example.com", "Other", Role.ADMIN, at=NOW))


@pytest.mark.parametrize("role", [Role.REP, Role.MANAGER])
def test_the_last_admin_stays_one(office: Office, role: Role) -> None:
    office.user("rita@example.com", Role.ADMIN)
    office.user("ida@example.com", Role.MANAGER)

    with pytest.raises(UsageError, match="only admin left"):
        give_role(office.store, "rita@example.com", role)
    with pytest.raises(UsageError, match="only admin left"):
        disable(office.store, "rita@example.com", at=NOW)

    give_role(office.store, "ida@example.com", Role.ADMIN)
    assert give_role(office.store, "rita@example.com", role).role is role


def test_a_disabled_admin_does_not_count_as_one_left(office: Office) -> None:
    office.user("rita@example.com", Role.ADMIN)
    office.user("ida@example.com", Role.ADMIN)
    disable(office.store, "ida@example.com", at=NOW)

    with pytest.raises(UsageError, match="only admin left"):
        disable(office.store, "rita@example.com", at=NOW)
    assert enable(office.store, "ida@example.com").disabled_at is None


def test_an_unknown_user_is_told_with_those_there_are(office: Office) -> None:
    office.user()

    with pytest.raises(NotFound) as told:
        give_role(office.store, "bo@example.com", Role.REP)

    assert told.value.nearest == ("ida@example.com",)


def test_a_weak_hash_is_made_anew_at_sign_in(office: Office) -> None:
    user = office.user()
    with office.store.writing() as batch:
        batch.access.put_user(replace(user, password_hash=WEAK.hash(PHRASE)))

    office.entrance.by_password(Attempt("ida@example.com", PHRASE, ""), instead_of=None)

    [after] = office.store.users()
    assert after.password_hash is not None
    assert not office.entrance.passwords.outdated(after.password_hash)


def test_whoever_was_shut_out_stays_outside_a_restored_store(office: Office) -> None:
    office.user("rita@example.com", Role.ADMIN)
    ida = office.user()
    key, _ = made(Right.READ)
    link = SignInLink("l1", "ab" * 32, ida.id, NOW, NOW)
    with office.store.writing() as batch:
        batch.put_key(replace(key, revoked_at=NOW))
    disable(office.store, ida.email, at=NOW)
    shut = shut_out(office.store)
    with office.store.writing() as batch:
        batch.access.put_user(ida)
        batch.access.put_link(link)
        batch.put_key(key)

    keep_out(office.store, shut, at=NOW)

    assert office.store.user(ida.id) == replace(ida, disabled_at=NOW)
    [kept] = office.store.keys()
    assert kept.revoked_at == NOW
    assert office.store.sign_in_link("l1") is None

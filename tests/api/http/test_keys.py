from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from api.http.keys import Admission, Caller, KeyCheck, Refusal, check_exposure, is_loopback, new_key
from orbit.access import ApiKey
from orbit.errors import UsageError

SOON = timedelta(days=30)


def now() -> datetime:
    return datetime.now(UTC)


def check(*keys: ApiKey, later: timedelta = timedelta(0)) -> KeyCheck:
    return KeyCheck(stored=lambda: keys, now=lambda: now() + later)


def remote(credential: str | None) -> Caller:
    return Caller(credential=credential, local=False)


def test_a_new_key_opens_the_workspace() -> None:
    key, text = new_key("crm", now() + SOON)

    admission = check(key).admit(remote(text))

    assert isinstance(admission, Admission)
    assert admission.key == key


def test_a_key_looks_like_one_so_that_scanners_find_it() -> None:
    key, text = new_key("crm", now() + SOON)

    prefix, live, id_, rest = text.split("_", 3)

    assert (prefix, live, id_) == ("orb", "live", key.id)
    assert len(rest) == 43 + 1 + 8


def test_what_is_stored_does_not_hold_the_secret() -> None:
    key, text = new_key("crm", now() + SOON)

    secret = text.split("_", 3)[3][:43]

    assert secret not in repr(key)
    assert check(key).admit(remote(key.secret_sha256)) is Refusal.WRONG


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text[:-1] + ("0" if text[-1] != "0" else "1"),
        lambda text: text.replace("orb_live", "orb_test"),
        lambda text: text[:30] + ("A" if text[30] != "A" else "B") + text[31:],
        lambda text: text + "\n",
        lambda text: "",
        lambda text: "ö" * len(text),
    ],
)
def test_a_spoiled_key_is_wrong(spoil: object) -> None:
    key, text = new_key("crm", now() + SOON)

    assert callable(spoil)
    assert check(key).admit(remote(spoil(text))) is Refusal.WRONG


def test_another_keys_secret_does_not_open_this_one() -> None:
    key, _ = new_key("crm", now() + SOON)
    _, foreign = new_key("other", now() + SOON)

    assert check(key).admit(remote(foreign)) is Refusal.WRONG


def test_an_expired_key_is_told_so() -> None:
    key, text = new_key("crm", now() + SOON)

    assert check(key, later=SOON).admit(remote(text)) is Refusal.EXPIRED


def test_a_withdrawn_key_is_told_so() -> None:
    key, text = new_key("crm", now() + SOON)

    assert check(replace(key, revoked_at=now())).admit(remote(text)) is Refusal.REVOKED


def test_a_key_is_read_anew_on_every_call() -> None:
    key, text = new_key("crm", now() + SOON)
    stored = [key]
    keys = KeyCheck(stored=lambda: stored, now=now)
    keys.admit(remote(text))

    stored[0] = replace(key, revoked_at=now())

    assert keys.admit(remote(text)) is Refusal.REVOKED


def test_without_keys_only_this_machine_is_served() -> None:
    here = check().admit(Caller(credential=None, local=True))

    assert isinstance(here, Admission)
    assert check().admit(remote(None)) is Refusal.REMOTE


def test_without_keys_another_website_is_refused() -> None:
    assert check().admit(Caller(credential=None, local=True, foreign_page=True)) is Refusal.FOREIGN_PAGE


def test_once_a_key_exists_this_machine_needs_one_too() -> None:
    key, _ = new_key("crm", now() + SOON)

    assert check(replace(key, revoked_at=now())).admit(Caller(credential=None, local=True)) is Refusal.MISSING


@pytest.mark.parametrize("days", [-1, 0, 366])
def test_a_key_must_expire_within_a_year(days: int) -> None:
    with pytest.raises(UsageError, match="365 days"):
        new_key("crm", now() + timedelta(days=days))


def test_the_end_of_a_key_needs_a_time_zone() -> None:
    with pytest.raises(UsageError, match="time zone"):
        new_key("crm", now().replace(tzinfo=None))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1", "localhost", "::1", "[::1]", "::ffff:127.0.0.1"])
def test_this_machines_own_addresses_are_recognised(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host", ["192.0.2.1", "::", "192.168.1.4", "localhost.example.com", "127.0.0.1.example.com", ""]
)
def test_other_addresses_are_not_taken_for_this_machine(host: str) -> None:
    assert not is_loopback(host)


def test_serving_others_without_a_key_is_refused() -> None:
    with pytest.raises(UsageError, match="create an API key first"):
        check_exposure("192.0.2.1", [])


def test_serving_is_fine_on_this_machine_or_with_a_key() -> None:
    key, _ = new_key("crm", now() + SOON)

    check_exposure("127.0.0.1", [])
    check_exposure("192.0.2.1", [key])

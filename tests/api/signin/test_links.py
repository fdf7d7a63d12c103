"""One-time links below the pages: many who try at once, and what is left when one of them fails."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from api.signin.entrance import Attempt, Wait
from api.signin.links import Arrival, Closed
from api.signin.sessions import IDLE
from orbit.access import Role
from orbit.errors import UsageError
from tests.api.signin.conftest import PHRASE, Office


def test_of_64_callers_at_once_one_is_signed_in(office: Office) -> None:
    entrance, link = office.entrance, office.link(office.user())

    with ThreadPoolExecutor(16) as callers:
        told = list(callers.map(lambda _: entrance.links.use(link, Arrival()), range(64)))

    assert sorted(told.count(each) for each in set(told)) == [1, 63]
    [cookie] = [each for each in told if not isinstance(each, Closed)]
    assert entrance.visitor(cookie) is not None


def test_of_64_callers_at_once_one_becomes_the_first_admin(office: Office) -> None:
    entrance, link = office.entrance, office.link(None)
    arrivals = [Arrival(f"ida{number}@example.com", "Ida Berg") for number in range(64)]

    with ThreadPoolExecutor(16) as callers:
        told = list(callers.map(lambda arrival: entrance.links.use(link, arrival), arrivals))

    assert sum(not isinstance(each, Closed) for each in told) == 1
    assert [user.role for user in office.store.users()] == [Role.ADMIN]


def test_a_link_is_void_once_its_user_is_disabled_or_gone(office: Office) -> None:
    user = office.user()
    link = office.link(user)
    with office.store.writing() as batch:
        batch.access.put_user(replace(user, disabled_at=office.now))
    assert office.entrance.links.look(link) is Closed.DISABLED

    with office.store.writing() as batch:
        batch.access.forget_user(user.id)

    assert office.entrance.links.look(link) is Closed.UNKNOWN


def test_the_id_of_a_link_is_worth_nothing_without_its_secret(office: Office) -> None:
    number = office.link(office.user()).partition(".")[0]

    assert office.entrance.links.look(f"{number}.{'A' * 43}") is Closed.UNKNOWN


def test_what_is_kept_of_links_and_sessions_lets_nobody_in(office: Office) -> None:
    link = office.link(office.user())
    cookie = office.entrance.links.use(office.link(office.user("bo@example.com")), Arrival())

    kept = str(office.store.rows("sign_in_link", limit=9)) + str(office.store.rows("session", limit=9))

    assert link.partition(".")[2] not in kept
    assert cookie.partition(".")[2] not in kept


def test_sessions_that_have_ended_are_not_kept(office: Office) -> None:
    office.entrance.links.use(office.link(office.user()), Arrival())
    office.now += IDLE

    office.entrance.links.use(office.link(office.user("bo@example.com")), Arrival())

    assert len(office.store.rows("session", limit=9)) == 1


def test_many_passwords_at_once_are_not_more_than_one_by_one(office: Office) -> None:
    entrance = office.entrance
    entrance.links.use(office.link(office.user()), Arrival(password=PHRASE))

    def attempt(number: int) -> bool:
        try:
            told = entrance.by_password(
                Attempt("ida@example.com", f"wrong {number}", f"192.0.2.{number}"), instead_of=None
            )
        except UsageError:
            return True
        assert isinstance(told, Wait)
        return False

    with ThreadPoolExecutor(8) as callers:
        tried = list(callers.map(attempt, range(24)))

    assert sum(tried) == 10

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.surfaces.launch import Launch, Refusal, Surface
from api.surfaces.pipedrive import panel_launch
from tests.api.surfaces.launching import COMPANY, NOW, connection, token

PIPEDRIVE = connection(Surface.PIPEDRIVE, COMPANY)
RECORD = {"id": "a1b2c3", "resource": "organization", "selectedIds": "42", "view": "details", "theme": "dark"}


def launched(text: str, **more: str) -> Launch | Refusal:
    return panel_launch({**RECORD, **more, "token": text}, PIPEDRIVE, NOW)


def seconds(number: int) -> int:
    return int((NOW + timedelta(seconds=number)).timestamp())


def test_a_signed_address_says_who_looks_at_what() -> None:
    found = launched(token())

    assert isinstance(found, Launch)
    assert (found.user, found.key) == ("pipedrive:7", "pipedrive:8123456:organization:42")


@pytest.mark.parametrize(("ends", "refused"), [(-29, False), (-31, True)])
def test_the_end_of_a_token_is_kept_but_for_clocks_that_differ(ends: int, refused: bool) -> None:
    assert (launched(token(exp=seconds(ends))) is Refusal.EXPIRED) is refused


@pytest.mark.parametrize("algorithm", ["none", "None", "HS512", "RS256", "ES256"])
def test_the_token_does_not_choose_how_it_is_checked(algorithm: str) -> None:
    assert launched(token(header={"alg": algorithm})) is Refusal.FORGED


def test_a_token_without_a_signature_is_refused() -> None:
    assert launched(token(header={"alg": "none"}).rpartition(".")[0] + ".") is Refusal.FORGED


def test_another_secret_is_a_forgery() -> None:
    assert launched(token("another secret, longer")) is Refusal.FORGED


@pytest.mark.parametrize("ends", [None, "soon", True, 1e300, [], -1e300])
def test_a_token_that_does_not_say_when_it_ends_is_refused(ends: object) -> None:
    assert launched(token(exp=ends)) in {Refusal.MALFORMED, Refusal.EXPIRED}


def test_a_token_that_lasts_for_days_is_refused() -> None:
    assert launched(token(exp=seconds(86_400))) is Refusal.MALFORMED


@pytest.mark.parametrize("company", [9, None, "", "8123456 ", 8123456.5])
def test_another_company_is_refused(company: object) -> None:
    assert launched(token(companyId=company)) is Refusal.ELSEWHERE


@pytest.mark.parametrize("more", [{"resource": "user"}, {"resource": ""}, {"selectedIds": "1,2"}, {"selectedIds": ""}])
def test_an_address_without_one_record_is_refused(more: dict[str, str]) -> None:
    assert launched(token(), **more) is Refusal.MALFORMED


def test_two_panels_that_open_in_one_second_are_two_launches() -> None:
    deal, organization = launched(token(), resource="deal"), launched(token())

    assert isinstance(deal, Launch)
    assert isinstance(organization, Launch)
    assert deal.mark != organization.mark


@given(st.text(max_size=200))
def test_nothing_unsigned_gets_in(text: str) -> None:
    assert launched(text) in {Refusal.MALFORMED, Refusal.FORGED}

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.surfaces.launch import Launch, Refusal, Surface
from api.surfaces.tokens import TO_OPEN, TO_SHOW, WORKING_DAY, Bearer, Tokens, new_bearer
from tests.api.surfaces.launching import NOW, token

TOKENS = Tokens(b"a key of thirty-two bytes, or so", "default")
OPENED = Launch(Surface.EMBED, "ana@tidewell.example", "snowpeak.example", "mark", NOW + TO_OPEN)
BEARER = new_bearer("default", OPENED, NOW, "a1b2c3")


def test_a_token_that_opens_a_panel_says_what_was_asked_for() -> None:
    read = TOKENS.opened(TOKENS.to_open(BEARER, "mark", NOW), NOW)

    assert read == (OPENED, BEARER)


def test_a_token_of_an_open_panel_says_who_has_it_open() -> None:
    assert TOKENS.shown(TOKENS.to_show(BEARER, NOW), NOW + TO_SHOW - timedelta(seconds=1)) == BEARER


def test_tokens_end() -> None:
    to_open, to_show = TOKENS.to_open(BEARER, "mark", NOW), TOKENS.to_show(BEARER, NOW)

    assert TOKENS.opened(to_open, NOW + TO_OPEN) is Refusal.EXPIRED
    assert TOKENS.shown(to_show, NOW + TO_SHOW) is Refusal.EXPIRED


def test_nothing_renews_a_panel_past_its_working_day() -> None:
    last = NOW + WORKING_DAY - timedelta(seconds=5)

    assert TOKENS.shown(TOKENS.to_show(BEARER, last), last + timedelta(seconds=5)) is Refusal.EXPIRED


def test_one_kind_is_not_good_for_the_other() -> None:
    to_open, to_show = TOKENS.to_open(BEARER, "mark", NOW), TOKENS.to_show(BEARER, NOW)

    assert TOKENS.shown(to_open, NOW) is Refusal.MALFORMED
    assert TOKENS.opened(to_show, NOW) is Refusal.MALFORMED


def test_a_token_of_another_workspace_is_refused() -> None:
    other = Tokens(b"a key of thirty-two bytes, or so", "other")

    assert other.shown(TOKENS.to_show(BEARER, NOW), NOW) is Refusal.ELSEWHERE


def test_a_token_signed_with_another_key_is_a_forgery() -> None:
    other = Tokens(b"another key of thirty-two bytes.", "default")

    assert other.shown(TOKENS.to_show(BEARER, NOW), NOW) is Refusal.FORGED


@pytest.mark.parametrize("algorithm", ["none", "HS384", "RS256"])
def test_the_token_does_not_choose_how_it_is_checked(algorithm: str) -> None:
    made = token("a key of thirty-two bytes, or so", header={"alg": algorithm}, aud="orbit-show", workspace="default")

    assert TOKENS.shown(made, NOW) is Refusal.FORGED


def test_a_token_that_is_too_long_to_be_ours_is_not_looked_at() -> None:
    assert TOKENS.shown("a" * 5000, NOW) is Refusal.MALFORMED


@given(st.sampled_from(Surface), st.text(max_size=80), st.text(max_size=80))
def test_what_was_said_comes_back(surface: Surface, user: str, key: str) -> None:
    said: Bearer = replace(BEARER, surface=surface, user=user, key=key)

    assert TOKENS.shown(TOKENS.to_show(said, NOW), NOW) == said


@given(st.binary(max_size=300))
def test_nothing_unsigned_gets_in(text: bytes) -> None:
    assert TOKENS.shown(text.decode("latin-1"), NOW) in {Refusal.MALFORMED, Refusal.FORGED}

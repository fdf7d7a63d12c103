"""A name is found by the number of its spelling, whatever its case, accents or legal form."""

from __future__ import annotations

import numpy as np
import pytest

from orbit.graph.search_keys import bearers, company_spelling, person_spelling, plain_spelling, search_keys

NAMES = ("Dana Wu", "José Álvarez", "Wu, Dana", "Dana Wuh", "")
FIRMS = ("Snowpeak GmbH", "Snowpeak", "SNOWPEAK, Inc.", "Snowpeaks", "")


@pytest.mark.parametrize(
    ("typed", "places"), [("dana wu", [0, 2]), ("Jose Alvarez", [1]), ("Nobody Atall", []), ("", [])]
)
def test_people_are_found_however_their_name_is_written(typed: str, places: list[int]) -> None:
    keys = search_keys(map(person_spelling, NAMES))

    assert bearers(keys, person_spelling(typed)) == places


def test_companies_are_found_with_and_without_their_legal_form() -> None:
    cores, plain = (search_keys(map(of, FIRMS)) for of in (company_spelling, plain_spelling))

    assert bearers(cores, company_spelling("snowpeak ltd")) == [0, 1, 2]
    assert bearers(plain, plain_spelling("snowpeak")) == [1]


def test_what_has_no_name_is_found_by_nothing() -> None:
    assert bearers(np.zeros(3, dtype=np.uint64), "") == []
    assert search_keys([""]).tolist() == [0]

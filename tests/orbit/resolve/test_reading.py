"""Tests of what records are read into: what a company is called where people are compared."""

from __future__ import annotations

from orbit.resolve.identify import identifiers
from orbit.resolve.profile import CompanyProfile, company_profile, merged_company
from orbit.resolve.reading import called
from tests.factories import company


def told_as(*names: str) -> CompanyProfile:
    records = [company(f"acme-{number}", name) for number, name in enumerate(names)]
    return merged_company([company_profile(record, identifiers(record)) for record in records])


def test_a_company_is_called_by_the_first_of_its_names() -> None:
    assert called(told_as("Acme Inc.", "Acme Bank"), ()) == "acme"


def test_a_company_keeps_what_it_was_called_when_another_name_comes_before_it() -> None:
    assert called(told_as("Zenith Acme", "Acme Inc."), {"acme"}) == "acme"

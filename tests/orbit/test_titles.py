"""Job titles: how senior, which function, and when two are the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orbit.titles import JobFunction, Seniority, job_function, seniority, title_key


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("CEO & Founder", Seniority.C_LEVEL),
        ("Chief Revenue Officer", Seniority.C_LEVEL),
        ("President", Seniority.C_LEVEL),
        ("Managing Director", Seniority.C_LEVEL),
        ("Geschäftsführerin", Seniority.C_LEVEL),
        ("General Partner", Seniority.C_LEVEL),
        ("Senior Vice President, Sales", Seniority.VP),
        ("V.P. Finance", Seniority.VP),
        ("Head of Data", Seniority.DIRECTOR),
        ("Leiterin Vertrieb", Seniority.DIRECTOR),
        ("Chief of Staff", Seniority.DIRECTOR),
        ("Sales Manager", Seniority.MANAGER),
        ("Teamleiter IT", Seniority.MANAGER),
        ("Account Manager", Seniority.INDIVIDUAL),
        ("Product Manager", Seniority.INDIVIDUAL),
        ("HR Business Partner", Seniority.INDIVIDUAL),
        ("Executive Assistant to the CEO", Seniority.INDIVIDUAL),
        ("Principal Engineer", Seniority.INDIVIDUAL),
        ("Software-Entwickler*in", Seniority.INDIVIDUAL),
        ("Ninja", Seniority.UNKNOWN),
        ("", Seniority.UNKNOWN),
    ],
)
def test_a_title_tells_how_senior_it_is(title: str, level: Seniority) -> None:
    assert seniority(title) is level


@pytest.mark.parametrize(
    ("title", "function"),
    [
        ("Account Executive", JobFunction.SALES),
        ("Director of Revenue Operations", JobFunction.SALES),
        ("Vertriebsleiter", JobFunction.SALES),
        ("Product Marketing Manager", JobFunction.MARKETING),
        ("CFO", JobFunction.FINANCE),
        ("VP R&D", JobFunction.ENGINEERING),
        ("Product Designer", JobFunction.PRODUCT),
        ("Program Manager", JobFunction.OPERATIONS),
        ("Technical Recruiter", JobFunction.PEOPLE),
        ("General Counsel", JobFunction.LEGAL),
        ("Customer Success Manager", JobFunction.CUSTOMER_SUCCESS),
        ("IT Support Technician", JobFunction.IT),
        ("Senior Data Engineer", JobFunction.DATA),
        ("Founder", JobFunction.EXECUTIVE),
        ("Ninja", JobFunction.UNKNOWN),
    ],
)
def test_a_title_tells_its_function(title: str, function: JobFunction) -> None:
    assert job_function(title) is function


@pytest.mark.parametrize(
    "spellings",
    [
        [
            "VP of Sales",
            "Vice President, Sales",
            "VP Sales",
            "Sales VP",
            "V.P. Sales",
            "VP Sales at Acme",
            "VP Sales | Speaker",
        ],
        ["Chief Marketing Officer", "CMO", "cmo"],
        ["Sr. Account Executive", "Senior Account Executive", "Senior AE"],
        ["Director, Engineering", "Director of Engineering", "Engineering Dir."],
        ["Geschäftsführer", "Geschäftsführerin", "Geschäftsführer/in", "Geschäftsführer:in"],
        ["Co-Founder & CTO", "Cofounder and Chief Technology Officer"],
    ],
)
def test_spellings_of_one_title_share_a_key(spellings: list[str]) -> None:
    assert len({title_key(title) for title in spellings}) == 1


@pytest.mark.parametrize(
    ("left", "right"),
    [("VP Sales", "SVP Sales"), ("Account Executive", "Senior Account Executive"), ("VP Sales", "VP Marketing")],
)
def test_other_titles_have_other_keys(left: str, right: str) -> None:
    assert title_key(left) != title_key(right)


@given(st.text(max_size=80))
def test_any_text_has_a_level_and_a_function(title: str) -> None:
    assert seniority(title) in Seniority
    assert job_function(title) in JobFunction


@pytest.mark.parametrize("title", ["VP of Sales", "Head of Data", "Leiterin Vertrieb"])
def test_case_does_not_matter(title: str) -> None:
    assert title_key(title.upper()) == title_key(title)

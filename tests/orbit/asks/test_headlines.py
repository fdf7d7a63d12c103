"""What titles of signals tell."""

import pytest

from orbit.asks.packet.headlines import money_of, role_of, round_of, seat_of


@pytest.mark.parametrize(
    ("title", "count", "role"),
    [
        ("Account Executive (m/f/d) – Berlin", 1, "Account Executive"),
        ("Account Executive m/w/d - Remote", 1, "Account Executive"),
        ("Account Executive, Mid-Market", 1, "Account Executive"),
        ("Account Executive role posted (Berlin)", 1, "Account Executive"),
        ("Account Executive (m/f/d) – Berlin role posted (Berlin)", 1, "Account Executive"),
        ("Vice President, Sales", 1, "Vice President of Sales"),
        ("Three AE roles posted", 3, "AE"),
        ("3 AE roles posted", 3, "AE"),
        ("Hiring 3 Account Executives", 3, "Account Executive"),
        ("Now hiring: SDR", 1, "SDR"),
        ("Sr. Account Executive", 1, "Sr Account Executive"),
        ("Job Coach", 1, "Job Coach"),
        ("营业经理", 1, "营业经理"),
        ("TBD", 1, ""),
        ("Any of the many open roles that we have in every town of the land", 1, ""),
        ("???", 1, ""),
        ("0 roles posted", 1, ""),
        ("Five roles posted", 5, ""),
        ("5 roles in sales posted", 5, "sales"),
        ("1 role in sales posted", 1, "sales"),
        ("5 roles posted in the sales team", 5, "sales"),
        ("Five open roles in customer success", 5, "customer success"),
        ("12+ new sales roles posted", 12, "sales"),
        ("20 openings for Account Executives", 20, "Account Executive"),
        ("4 Account Executives wanted", 4, "Account Executive"),
        ("Several AE positions opened in Berlin", 1, "AE"),
        ("Another AE role posted", 1, "AE"),
        ("A VP Sales role", 1, "VP Sales"),
        ("Hires a first RevOps lead", 1, "first RevOps lead"),
        ("Hiring in sales", 1, "sales"),
        ("New Business Manager role posted (Berlin)", 1, "New Business Manager"),
        ("New roles posted", 1, ""),
        ("roles posted", 1, ""),
        ("5 roles: AE, SDR", 5, ""),
        ("Hiring surge", 1, ""),
        ("Open Source Engineer role posted", 1, "Open Source Engineer"),
        ("3 AE roles for the Berlin office", 3, "AE"),
    ],
)
def test_a_posting_tells_how_many_of_which_role(title: str, count: int, role: str) -> None:
    assert role_of(title) == (count, role)


@pytest.mark.parametrize(
    ("title", "round_name", "money"),
    [
        ("Series B: EUR 12,000,000 raised", "Series B", "EUR 12 million"),
        ("Snowpeak raises $40M Series C", "Series C", "$40 million"),
        ("Pre Seed raised", "pre-seed round", ""),
        ("Seed: USD 850,000 raised", "seed round", "USD 850,000"),
        ("$1.25bn growth round", "growth round", "$1.25 billion"),
        ("Series Unknown raised in 2026", "", ""),
        ("Funding announced", "", ""),
    ],
)
def test_a_funding_title_tells_round_and_money(title: str, round_name: str, money: str) -> None:
    assert (round_of(title), money_of(title)) == (round_name, money)


@pytest.mark.parametrize(
    ("title", "seat"),
    [
        ("New CRO appointed", "CRO"),
        ("Chief Revenue Officer joins", "Chief Revenue Officer"),
        ("VP of Sales leaves", "VP of Sales"),
        ("Change of directors or officers on 2026-09-25 (8-K)", ""),
    ],
)
def test_a_leadership_title_tells_the_seat_but_no_name(title: str, seat: str) -> None:
    assert seat_of(title) == seat

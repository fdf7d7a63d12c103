"""What reps say that they asked: the last word holds, what is kept reads back, and who is erased is gone from it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from orbit.asks.month.claims import Claim, claimed_by, read_claims, with_claim, without, write_claims
from orbit.asks.month.months import Month
from orbit.errors import UsageError

NOVEMBER, OCTOBER = Month(2026, 11), Month(2026, 10)
AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
ANA = Claim("ana@northwind.example", NOVEMBER, 12, "Maria Kern", AT)
BEN = Claim("ben@northwind.example", OCTOBER, 3, "ben@northwind.example", AT)
BOTH = with_claim(with_claim({}, ANA), BEN)


def test_the_last_word_on_a_month_holds() -> None:
    again = with_claim(BOTH, Claim(ANA.rep, NOVEMBER, 9, "Maria Kern", AT))

    assert claimed_by(again, date(2026, 11, 21)) == {(NOVEMBER, ANA.rep): 9, (OCTOBER, BEN.rep): 3}


def test_a_claim_of_a_later_day_is_not_known_yet() -> None:
    assert claimed_by(BOTH, date(2026, 11, 20)) == {}


def test_what_is_written_reads_back_and_is_the_same_text_in_any_order() -> None:
    text = write_claims(BOTH)

    assert read_claims(text) == BOTH
    assert write_claims(dict(reversed(BOTH.items()))) == text
    assert read_claims(None) == {}


def test_who_is_erased_has_claimed_and_written_down_nothing() -> None:
    assert without(BOTH, frozenset({BEN.rep})) == {(NOVEMBER, ANA.rep): ANA}
    assert without(BOTH, frozenset({"maria kern"})) == {(OCTOBER, BEN.rep): BEN}


@pytest.mark.parametrize(("count", "by"), [(-1, "Ana"), (10_001, "Ana"), (3, " ")])
def test_a_claim_has_an_author_and_a_number_that_can_be(count: int, by: str) -> None:
    with pytest.raises(UsageError):
        Claim(ANA.rep, NOVEMBER, count, by, AT)

"""Which deals were referred: by the log of asks, or by what their lead source claims."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from orbit.asks.log.ask import Ask, AskId
from orbit.asks.log.ask import EventKind as K
from orbit.asks.month.measures import Measures, Wanted, measure
from orbit.asks.month.months import Month
from orbit.asks.month.referrals import Basis, Deal, Deals, Referred, is_referral
from orbit.asks.month.shares import Share
from orbit.errors import UsageError
from orbit.model import EntityId
from tests.asking import PLAN, POLICY, ask
from tests.factories import DAY

SNOW, FJORD, OAK = EntityId("com_snow"), EntityId("com_fjord"), EntityId("com_oak")
DANA = EntityId("per_dana")
AS_OF = date(2026, 11, 30)
MET = (K.SENT, K.FORWARDED)
SOURCES = POLICY.measure.referral_sources


def measured(*asks: Ask, deals: list[Deal] | None, as_of: date = AS_OF, **more: Any) -> Measures:
    """Measure the three months that end with November."""
    numbered = [replace(each, id=AskId(number)) for number, each in enumerate(asks, 1)]
    on_file = Deals(deals, more.pop("won_events", None))
    return measure(numbered, Wanted(Month(2026, 11), as_of, deals=on_file, **more), POLICY)


def opportunities(*asks: Ask, deals: list[Deal] | None, **more: Any) -> Referred:
    return measured(*asks, deals=deals, **more).opportunities


def won(*asks: Ask, deals: list[Deal] | None, **more: Any) -> Referred:
    return measured(*asks, deals=deals, **more).won


def at(account: EntityId | None, created_on: date = DAY, **more: Any) -> Deal:
    return Deal(account, created_on, **more)


def test_rule_50_a_deal_created_after_a_logged_introduction_at_its_account_came_from_an_ask() -> None:
    found = opportunities(ask(*MET), deals=[at(SNOW), at(FJORD), at(OAK)])

    assert (found.share, found.logged, found.basis) == (Share(1, 3), Share(1, 3), Basis.IMPORTED)


def test_rule_50_a_deal_that_was_there_before_the_introduction_did_not_come_from_it() -> None:
    found = opportunities(ask(*MET), deals=[at(SNOW, DAY - timedelta(days=1))])

    assert found.share == Share(0, 1)


def test_an_ask_that_nobody_has_forwarded_is_no_introduction() -> None:
    assert opportunities(ask(K.SENT, K.ACCEPTED), deals=[at(SNOW)]).share == Share(0, 1)


def test_a_deal_long_after_the_introduction_did_not_come_from_it() -> None:
    days = POLICY.measure.credit_days
    month = Month.of(DAY + timedelta(days=days))
    wanted = [DAY + timedelta(days=days), DAY + timedelta(days=days + 1)]
    deals = Deals([at(SNOW, day) for day in wanted])

    found = measure([ask(*MET)], Wanted(month, month.last, deals=deals), POLICY)

    assert found.opportunities.share == Share(1, 2)


def test_a_deal_with_the_person_who_was_introduced_came_from_it_wherever_they_are() -> None:
    assert opportunities(ask(*MET), deals=[at(OAK, contact=DANA), at(OAK)]).share == Share(1, 2)


def test_rule_53_what_a_lead_source_claims_stands_beside_what_is_logged() -> None:
    deals = [at(SNOW, is_claimed=True), at(FJORD, is_claimed=True), at(OAK), at(None)]

    found = opportunities(ask(*MET), deals=deals)

    assert (found.from_asks, found.claimed, found.claimed_alone) == (1, 2, 1)
    assert (found.share, found.logged) == (Share(2, 4), Share(1, 4))


def test_rule_50_an_opportunity_that_only_the_log_knows_is_one_of_all() -> None:
    found = opportunities(ask(*MET, K.OPPORTUNITY), deals=[at(FJORD), at(OAK)])

    assert found.share == Share(1, 3)


def test_an_opportunity_that_the_log_and_the_crm_know_is_one() -> None:
    assert opportunities(ask(*MET, K.OPPORTUNITY), deals=[at(SNOW)]).share == Share(1, 1)


def test_only_deals_of_the_months_counted_and_up_to_the_day_are_counted() -> None:
    days = [date(2026, 8, 31), date(2026, 9, 1), date(2026, 11, 25), date(2026, 11, 26)]

    found = opportunities(deals=[at(OAK, day) for day in days], as_of=date(2026, 11, 25))

    assert found.share == Share(0, 2)


def test_a_deal_that_was_entered_after_it_closed_was_there_when_it_closed() -> None:
    deal = at(SNOW, date(2026, 11, 29), closed_on=DAY - timedelta(days=1), is_won=True)

    assert opportunities(ask(*MET), deals=[deal]).share == Share(0, 1)


def test_rule_51_of_deals_won_in_the_months_counted_those_are_referred_that_began_after_an_introduction() -> None:
    deals = [
        at(SNOW, closed_on=date(2026, 11, 28), is_won=True),
        at(OAK, date(2025, 1, 1), closed_on=date(2026, 9, 1), is_won=True),
        at(OAK, closed_on=date(2026, 11, 28), is_won=False),
        at(OAK, closed_on=date(2026, 12, 24), is_won=True),
    ]

    found = won(ask(*MET), deals=deals)

    assert (found.share, found.basis, found.unknown) == (Share(1, 2), Basis.IMPORTED, 0)


def test_deals_past_their_day_of_which_nobody_knows_whether_they_are_won_are_counted_apart() -> None:
    unknown = at(OAK, closed_on=date(2026, 11, 1))

    found = won(deals=[unknown, at(FJORD, closed_on=date(2026, 11, 1), is_won=True)])

    assert (found.share, found.unknown) == (Share(0, 1), 1)


def test_where_no_opportunity_is_settled_the_closed_won_events_are_counted() -> None:
    events = {OAK: (date(2026, 11, 1),)}

    found = won(deals=[at(SNOW), at(FJORD, closed_on=date(2026, 11, 1))], won_events=events)

    assert (found.total, found.basis) == (1, Basis.ON_FILE)


def test_with_opportunities_on_file_closed_won_events_are_not_counted_again() -> None:
    settled = at(FJORD, closed_on=date(2026, 11, 1), is_won=True)

    found = won(deals=[settled], won_events={OAK: (date(2026, 11, 1),), FJORD: (date(2026, 11, 1),)})

    assert (found.total, found.basis) == (1, Basis.IMPORTED)


def test_rule_50_a_given_total_comes_before_what_is_imported() -> None:
    found = opportunities(ask(*MET), deals=[at(SNOW), at(OAK, is_claimed=True)], opportunities=40)

    assert (found.share, found.basis) == (Share(2, 40), Basis.GIVEN)


def test_a_given_total_below_what_is_referred_is_refused() -> None:
    with pytest.raises(UsageError, match="given as 1, and 2 come"):
        opportunities(ask(*MET), deals=[at(SNOW), at(OAK, is_claimed=True)], opportunities=1)


def test_months_without_a_deal_have_no_share() -> None:
    found = opportunities(deals=[])

    assert (found.total, found.basis) == (0, Basis.IMPORTED)
    assert found.share is not None
    assert found.share.value is None


def test_the_ask_of_an_erased_account_leads_to_no_deal_of_another() -> None:
    erased = ask(*MET, plan=replace(PLAN, account=None, target=None))

    assert opportunities(erased, deals=[at(None)]).share == Share(0, 1)


@pytest.mark.parametrize("source", ["Referral", "CUSTOMER_REFERRAL", " employee-referral ", "Word of mouth"])
def test_rule_53_a_lead_source_that_names_a_referral_claims_it(source: str) -> None:
    assert is_referral(source, SOURCES)


@pytest.mark.parametrize("source", [None, "", "Web", "Partner Referral", "Referrals", "No referral"])
def test_any_other_lead_source_claims_nothing(source: str | None) -> None:
    assert not is_referral(source, SOURCES)

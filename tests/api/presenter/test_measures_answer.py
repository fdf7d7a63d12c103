"""What the asks of a month come to, from the small story and from the fictional company."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from api.presenter import Author, Happening, MeasuresRequest, Presenter, Wish
from orbit.asks.log.ask import EventKind
from orbit.errors import UsageError
from orbit.model import AccountKind, EntityId, Opportunity, TriggerKind
from tests.api.presenter.conftest import Tell
from tests.api.presenter.story import ANA, STORY
from tests.factories import DAY, NOON, account_state, company, key, opportunity, person, trigger

WISH = Wish("snowpeak.example", "Dana Wu", "bo@northwind.example", ANA, "donation", "")


def measures(presenter: Presenter, day: date = DAY, rep: str | None = None, **told: Any) -> dict[str, Any]:
    return presenter.measures(MeasuresRequest(**told), rep=rep, as_of=day)


def asked(presenter: Presenter, *steps: EventKind) -> None:
    """Plan an ask and log its steps, all on one day."""
    author = Author(ANA, datetime.combine(DAY, NOON.timetz()).astimezone(UTC), DAY)
    number = presenter.plan_ask(WISH, author).answer["id"]
    for step in steps:
        presenter.log_event(number, Happening(step), author)


def test_rule_49_the_reps_asks_stand_against_eight(story: Presenter) -> None:
    asked(story, EventKind.SENT)

    (rep,) = measures(story)["asks"]["reps"]

    assert rep["rep"]["email"] == ANA
    assert (rep["made"], rep["target"], rep["missing"]) == (1, 8, 7)


def test_rates_are_told_with_their_numbers_and_their_interval(story: Presenter) -> None:
    asked(story, EventKind.SENT, EventKind.ACCEPTED)

    rates = measures(story)["rates"]

    assert rates["circles"][0]["circle"] == "champion"
    assert rates["triggers"][0]["trigger"] == "csat"
    low = pytest.approx(0.2065, abs=1e-4)
    assert rates["all"]["accepted"] == {"count": 1, "of": 1, "open": 0, "share": 1.0, "low": low, "high": 1.0}


def test_rule_51_closed_won_on_file_is_counted_by_account_and_for_a_rep_by_its_owner(telling: Tell) -> None:
    others = "bea@tidewell.example"
    told = telling(
        *STORY,
        company("oak", domains=["oak.example"]),
        account_state("oak", AccountKind.CUSTOMER, owner=others, seen_on="2020-01-01"),
        trigger("oak", TriggerKind.CLOSED_WON, "2026-11-01"),
        trigger("northwind", TriggerKind.CLOSED_WON, "2026-10-01"),
        trigger("northwind", TriggerKind.CLOSED_WON, "2026-11-25"),
    )

    presenter = Presenter(told.workspace)

    assert measures(presenter)["referrals"]["won"]["total"] == 2
    assert measures(presenter, rep=ANA)["referrals"]["won"]["total"] == 1


def test_rule_50_without_opportunities_on_file_no_share_is_made_up(story: Presenter) -> None:
    opportunities = measures(story)["referrals"]["opportunities"]

    assert (opportunities["total"], opportunities["share"], opportunities["basis"]) == (None, None, "not_known")
    assert "is not on file" in opportunities["text"]


def test_rule_51_without_closed_won_on_file_no_share_is_made_up(story: Presenter) -> None:
    won = measures(story)["referrals"]["won"]

    assert (won["total"], won["share"], won["basis"]) == (None, None, "not_known")


def test_rule_53_claims_are_read_by_rep(story: Presenter) -> None:
    asked(story, EventKind.SENT)

    (rep,) = measures(story, claimed=(f"{ANA}=4",))["asks"]["reps"]

    assert (rep["claimed"], rep["claimed_ratio"]) == (4, 4.0)


@pytest.mark.parametrize("claim", ["4", f"{ANA}=", f"{ANA}=-4", f"{ANA}=four", "=4"])
def test_a_claim_that_says_nothing_is_refused(story: Presenter, claim: str) -> None:
    with pytest.raises(UsageError, match="EMAIL=NUMBER"):
        measures(story, claimed=(claim,))


def test_a_day_in_the_past_does_not_know_what_was_logged_later(story: Presenter) -> None:
    asked(story, EventKind.SENT)

    assert measures(story, date(2026, 11, 20))["asks"]["made"] == 0


def test_a_month_that_has_not_begun_is_refused(story: Presenter) -> None:
    with pytest.raises(UsageError, match="has not begun"):
        measures(story, month="2026-12")


def test_the_fictional_company_can_be_measured_before_its_first_ask(demo_presenter: Presenter) -> None:
    answer = measures(demo_presenter)

    assert answer["asks"]["made"] == 0
    assert len(answer["asks"]["reps"]) > 1
    assert answer["referrals"]["won"]["basis"] == "imported"


def deal(where: str, number: int, created_on: str = "2026-11-21", **more: Any) -> Opportunity:
    return replace(opportunity(where, f"crm:-:opportunity:{number}", created_on), **more)


def test_rule_50_imported_opportunities_are_the_total_and_a_logged_introduction_makes_one_referred(
    telling: Tell,
) -> None:
    told = telling(
        *STORY, deal("snowpeak", 1), deal("oldco", 2, "2026-10-01"), deal("oldco", 3, "2026-11-22"), deal("oldco", 4)
    )
    presenter = Presenter(told.workspace)
    asked(presenter, EventKind.SENT, EventKind.FORWARDED)

    found = measures(presenter)["referrals"]["opportunities"]

    assert (found["from_asks"], found["total"], found["basis"]) == (1, 3, "imported")
    assert found["share"]["low"] == pytest.approx(0.0615, abs=1e-4)
    assert found["text"] == (
        "Of 3 opportunities from the CRM, 1 was referred (33%, 6% to 79%): 1 by logged asks, 0 by their lead source "
        "alone."
    )


def test_rule_53_what_lead_sources_claim_is_told_beside_the_log(telling: Tell) -> None:
    told = telling(*STORY, deal("snowpeak", 1, lead_source="Customer Referral"), deal("oldco", 2, lead_source="Web"))

    found = measures(Presenter(told.workspace))["referrals"]["opportunities"]

    assert (found["from_asks"], found["claimed"], found["claimed_alone"]) == (0, 1, 1)
    assert (found["share"]["share"], found["logged"]["share"]) == (0.5, 0.0)


def test_a_deal_is_a_reps_by_its_owner_else_by_name_else_by_that_of_its_account(telling: Tell) -> None:
    told = telling(
        *STORY,
        deal("oldco", 1, owner=ANA),
        deal("snowpeak", 2, owner="bea@tidewell.example"),
        deal("oldco", 3, owner_name="ana ruiz"),
        deal("snowpeak", 4, owner_name="Bea Lund"),
        deal("snowpeak", 5),
        deal("oldco", 6),
    )
    presenter = Presenter(told.workspace)

    assert measures(presenter)["referrals"]["opportunities"]["total"] == 6
    assert measures(presenter, rep=ANA)["referrals"]["opportunities"]["total"] == 3


def test_rule_51_won_opportunities_come_before_closed_won_events(telling: Tell) -> None:
    told = telling(
        *STORY,
        trigger("northwind", TriggerKind.CLOSED_WON, "2026-10-01"),
        deal("northwind", 1, "2026-09-01", is_closed=True, is_won=True, closed_on=date(2026, 10, 1)),
        deal("oldco", 2, "2026-09-01", is_closed=True, is_won=True, closed_on=date(2026, 10, 2)),
    )

    won = measures(Presenter(told.workspace))["referrals"]["won"]

    assert (won["total"], won["basis"]) == (2, "imported")


def test_opportunities_of_later_days_are_not_known_before(telling: Tell) -> None:
    told = telling(*STORY, deal("snowpeak", 1))

    found = measures(Presenter(told.workspace), date(2026, 11, 20))["referrals"]["opportunities"]

    assert (found["total"], found["basis"]) == (None, "not_known")


def test_a_deal_goes_with_its_contact_when_they_are_erased(telling: Tell) -> None:
    told = telling(*STORY, person("kim", "Kim Oda", emails=["kim@oldco.example"]), deal("oldco", 1, person=key("kim")))
    with told.workspace.store.writing() as batch:
        batch.erase(EntityId(told.entity("kim")))

    found = measures(Presenter(told.workspace))["referrals"]["opportunities"]

    assert found["basis"] == "not_known"


def test_the_fictional_companys_deals_are_on_file(demo_presenter: Presenter) -> None:
    found = measures(demo_presenter)["referrals"]

    assert [found[name]["basis"] for name in ("opportunities", "won")] == ["imported", "imported"]
    assert 0 < found["opportunities"]["claimed_alone"] < found["opportunities"]["total"]
    assert found["opportunities"]["from_asks"] == 0

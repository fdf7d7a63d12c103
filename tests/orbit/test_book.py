"""The book: what was known of accounts, champions and our people on a day."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from orbit.book import Book
from orbit.model import AccountKind, AccountState, Circle, EntityId, Role, TriggerKind
from orbit.store.sqlite import open_sqlite
from tests import factories as make
from tests.orbit.books import book_of, book_of_versions, stored

ACME, ANA = EntityId("acme"), EntityId("ana")
NOV_19, NOV_20, NOV_21 = date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 21)


def _account(seen_on: str, **told: object) -> AccountState:
    state = make.account_state("acme", AccountKind.CUSTOMER, seen_on=seen_on)
    return replace(state, **told)  # type: ignore[arg-type]  # any field of the state


def test_an_account_state_is_unknown_on_the_day_before_it_was_seen(tmp_path: Path) -> None:
    book = book_of(tmp_path, _account("2026-11-20", arr=10.0))

    assert book.account(ACME, NOV_19) is None
    assert book.account(ACME, NOV_20) is not None


def test_a_day_between_two_states_answers_with_the_earlier_one(tmp_path: Path) -> None:
    book = book_of(tmp_path, _account("2026-10-01", arr=10.0), _account("2026-11-20", arr=20.0))

    earlier, later = book.account(ACME, NOV_19), book.account(ACME, NOV_21)

    assert earlier is not None
    assert later is not None
    assert (earlier.arr, earlier.seen_on) == (10.0, date(2026, 10, 1))
    assert (later.arr, later.seen_on) == (20.0, NOV_20)


def test_a_state_told_again_later_counts_from_its_last_telling(tmp_path: Path) -> None:
    facts = [_account("2026-09-01", arr=10.0), _account("2026-10-01", arr=20.0), _account("2026-11-01", arr=10.0)]
    book = book_of(tmp_path, *facts)

    seen = [book.account(ACME, day) for day in (date(2026, 9, 15), date(2026, 10, 15), NOV_19)]

    assert [view and view.arr for view in seen] == [10.0, 20.0, 10.0]


def test_a_newer_state_of_one_record_replaces_what_it_no_longer_tells(tmp_path: Path) -> None:
    book = book_of(tmp_path, _account("2026-11-01", csm="cs@northwind.example"), _account("2026-11-10", arr=30.0))

    view = book.account(ACME, NOV_21)

    assert view is not None
    assert (view.arr, view.csm) == (30.0, None)


# Which fact has the greater id is chance: among these, each is at some time corrected to one with a smaller id.
@pytest.mark.parametrize("corrected", [10.0, 20.0, 30.0, 40.0, 50.0])
def test_the_corrected_state_of_a_day_is_told_instead_of_the_first(tmp_path: Path, corrected: float) -> None:
    book = book_of_versions(
        tmp_path, _account("2026-11-20", arr=99.0, csm="cs@northwind.example"), _account("2026-11-20", arr=corrected)
    )

    view = book.account(ACME, NOV_20)

    assert view is not None
    assert (view.arr, view.csm, view.seen_on) == (corrected, None, NOV_20)


@pytest.mark.parametrize("corrected", [10.0, 20.0, 30.0, 40.0, 50.0])
def test_the_corrected_state_is_told_for_its_day_even_when_later_exports_repeat_it(
    tmp_path: Path, corrected: float
) -> None:
    states = [("2026-11-19", 99.0), ("2026-11-19", corrected), ("2026-11-21", corrected)]
    book = book_of_versions(tmp_path, *(_account(day, arr=arr) for day, arr in states))

    seen = [book.account(ACME, day) for day in (NOV_19, NOV_20, NOV_21)]

    assert [view and view.arr for view in seen] == [corrected] * 3


def test_a_state_that_was_corrected_counts_again_once_a_later_export_tells_it(tmp_path: Path) -> None:
    states = [("2026-11-19", 10.0), ("2026-11-19", 20.0), ("2026-11-21", 10.0)]
    book = book_of_versions(tmp_path, *(_account(day, arr=arr) for day, arr in states))

    seen = [book.account(ACME, day) for day in (NOV_19, NOV_20, NOV_21)]

    assert [view and view.arr for view in seen] == [20.0, 20.0, 10.0]


@pytest.mark.parametrize("nps", range(5))
def test_the_corrected_answer_of_a_champion_is_told(tmp_path: Path, nps: int) -> None:
    book = book_of_versions(tmp_path, *(make.champion_state("ana", "acme", nps=answer) for answer in (9, nps)))

    view = book.champion(ANA, NOV_21)

    assert view is not None
    assert view.nps == nps


def test_two_sources_of_one_account_complete_each_other(tmp_path: Path) -> None:
    crm = _account("2026-11-01", arr=10.0, csm="cs@northwind.example")
    success = replace(_account("2026-11-10", arr=30.0), company=make.key("acme", "crm_accounts"))
    book = book_of(tmp_path, crm, success)

    view = book.account(ACME, NOV_21)

    assert view is not None
    assert (view.arr, view.csm) == (30.0, "cs@northwind.example")
    assert view.facts("arr") != view.facts("csm")
    assert len(view.facts("arr", "csm", "owner")) == 2


def test_a_company_on_the_customer_and_the_target_list_is_a_customer(tmp_path: Path) -> None:
    target = replace(make.account_state("acme"), company=make.key("acme", "targets"))
    book = book_of(tmp_path, _account("2026-11-21"), target)

    assert book.accounts(NOV_21, AccountKind.CUSTOMER) == [ACME]
    assert book.accounts(NOV_21, AccountKind.TARGET) == []


def test_accounts_are_listed_by_id(tmp_path: Path) -> None:
    book = book_of(tmp_path, *(make.account_state(name) for name in ("zeta", "alpha", "mid")))

    assert book.accounts(NOV_21) == ["alpha", "mid", "zeta"]


def test_a_champion_is_seen_at_the_present_customer_before_the_one_they_left(tmp_path: Path) -> None:
    left = replace(make.champion_state("ana", "acme"), left_on=NOV_19)
    book = book_of(tmp_path, left, make.champion_state("ana", "zeta", seen_on="2026-10-01", nps=9))

    seats = book.seats(ANA, NOV_21)

    assert [seat.company for seat in seats] == ["zeta", "acme"]
    assert book.champion(ANA, NOV_21) == seats[0]
    assert [view.person for view in book.champions(NOV_21, ACME)] == ["ana"]


def test_an_answer_dated_after_the_day_asked_for_is_not_told(tmp_path: Path) -> None:
    state = replace(make.champion_state("ana", "acme", nps=10, seen_on="2026-11-01"), nps_on=NOV_20)
    book = book_of(tmp_path, state)

    before, after = book.champion(ANA, NOV_19), book.champion(ANA, NOV_20)

    assert before is not None
    assert after is not None
    assert (before.nps, before.facts("nps")) == (None, ())
    assert after.nps == 10


@pytest.mark.parametrize(
    ("role", "counts"),
    [
        (make.role("ana", Circle.ADVISOR), True),
        (make.role("ana", Circle.ADVISOR, start="2026-11-20"), True),
        (make.role("ana", Circle.ADVISOR, start="2026-11-21"), False),
        (make.role("ana", Circle.ADVISOR, start="2026"), True),
        (make.role("ana", Circle.ADVISOR, seen_on="2026-11-20"), True),
        (make.role("ana", Circle.ADVISOR, seen_on="2026-11-21"), False),
        (make.role("ana", Circle.ADVISOR, start="2020", seen_on="2026-11-21"), True),
        (make.role("ana", Circle.ADVISOR, end="2026-11-20"), True),
        (make.role("ana", Circle.ADVISOR, end="2026-11-19"), False),
        (make.role("ana", Circle.ADVISOR, end="2026-11"), True),
    ],
)
def test_a_role_counts_while_it_lasts_and_was_known(tmp_path: Path, role: Role, counts: bool) -> None:
    book = book_of(tmp_path, role)

    assert (ANA in book.roles(NOV_20)) is counts


def test_value_events_are_told_newest_first_to_those_they_concern(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        make.champion_state("ana", "acme"),
        make.champion_state("ben", "acme"),
        make.trigger("acme", TriggerKind.RENEWAL, "2026-11-01"),
        make.trigger("acme", TriggerKind.CSAT, "2026-11-10", who="ben", score=9),
        make.trigger("acme", TriggerKind.EXPANSION, "2026-11-21"),
    )

    assert [event.kind for event in book.triggers(ACME, ANA, NOV_20)] == ["renewal"]
    assert [event.kind for event in book.triggers(ACME, EntityId("ben"), NOV_21)] == ["expansion", "csat", "renewal"]


def test_a_signal_is_unknown_before_its_day(tmp_path: Path) -> None:
    book = book_of(tmp_path, make.signal("acme", on="2026-11-20"), make.signal("acme", on="2026-11-01", id="signal-2"))

    assert [signal.id for signal in book.signals(ACME, NOV_19)] == ["signal-2"]
    assert [signal.id for signal in book.signals(ACME, NOV_20)] == ["signal-1", "signal-2"]


def test_owners_are_found_by_address_whatever_its_case(tmp_path: Path) -> None:
    state = _account("2026-11-20", owner="Ada@Northwind.example", csm="gone@northwind.example")
    book = book_of(tmp_path, state, make.role("ada"), emails={"ada": "ada@northwind.example"})

    assert book.team == {"ada@northwind.example": "ada"}


def test_an_address_of_two_persons_belongs_to_the_colleague(tmp_path: Path) -> None:
    state = _account("2026-11-20", owner="ada@northwind.example")
    shared = dict.fromkeys(("ada", "twin"), "ada@northwind.example")
    book = book_of(tmp_path, state, make.role("ada"), make.role("twin", Circle.ADVISOR), emails=shared)

    assert book.team == {"ada@northwind.example": "ada"}


def test_facts_of_records_without_an_entity_are_counted_not_guessed(tmp_path: Path) -> None:
    store = open_sqlite(tmp_path / "raw.sqlite", create=True)
    with store.writing() as batch:
        number = batch.begin_import(make.import_log())
        batch.put([make.company("acme"), make.account_state("acme")], import_id=number)

    book = Book.load(store)

    assert (book.accounts(NOV_21), book.unplaced) == ([], 1)


def test_loading_twice_gives_the_same_book(tmp_path: Path) -> None:
    store = stored(tmp_path, _account("2026-11-20", arr=1.0), make.champion_state("ana", "acme"), make.signal("acme"))

    assert Book.load(store) == Book.load(store)

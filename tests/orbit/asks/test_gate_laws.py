"""Laws of the gate: its dates are exact, and it knows nothing of the future."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from orbit.asks.gate.person import person_of
from orbit.asks.gate.verdict import AskState, Gate, Mode, PastAsk, Requester, Status, Verdict, judged, plain, verdict
from orbit.book import Book
from orbit.model import AccountState, ChampionState, Circle, EntityId, Fact, TriggerKind
from orbit.policy import load_policy
from tests import factories as make
from tests.orbit.asks.conftest import DAY, REP, champion, customer, days
from tests.orbit.books import quick_book

POLICY = load_policy()
NEAR = st.integers(-40, 40).map(days)
EVENTS = st.lists(
    st.builds(make.trigger, st.just("acme"), st.sampled_from(TriggerKind), NEAR, score=st.just(9.5)), max_size=4
)
STATES = st.builds(
    customer,
    renewal_on=st.none() | NEAR,
    renewal_committed=st.none() | st.booleans(),
    arr=st.none() | st.sampled_from([10_000.0, 900_000.0]),
    qbr_on=st.none() | NEAR,
    seen_on=st.integers(-30, 10).map(days),
)
LEFT = st.none() | st.integers(-70, 0).map(lambda ago: champion("ben", left_on=days(ago)))
WORLDS = st.tuples(STATES, EVENTS, LEFT).map(
    lambda told: [told[0], champion(), *told[1], *([told[2]] if told[2] else [])]
)
ASKS = st.builds(
    PastAsk,
    st.integers(-60, 0).map(days),
    st.just(EntityId("rep")),
    st.sampled_from(AskState),
    st.just(Circle.TEAM),
    st.none() | st.integers(-20, 3).map(days),
)


def _ask(book: Book, day: date, mode: Mode = Mode.AE) -> Verdict:
    return verdict(EntityId("ana"), Requester(EntityId("rep"), REP, mode), book, day, POLICY)


def _known(facts: list[Fact], day: date) -> list[Fact]:
    def told_on(fact: Fact) -> date:
        return getattr(fact, "seen_on", None) or getattr(fact, "on", None) or date.min

    return [fact for fact in facts if told_on(fact) <= day]


@given(WORLDS, st.sampled_from(Mode))
def test_a_fact_of_the_future_never_changes_a_verdict(facts: list[Fact], mode: Mode) -> None:
    assert _ask(quick_book(*facts), DAY, mode) == _ask(quick_book(*_known(facts, DAY)), DAY, mode)


@given(WORLDS)
def test_an_open_verdict_stays_open_to_its_last_day_if_nothing_happens(facts: list[Fact]) -> None:
    book = quick_book(*(_frozen(fact) for fact in _known(facts, DAY)))
    decided = _ask(book, DAY)

    if decided.status is Status.OPEN and decided.closes_on is not None:
        assert decided.closes_on >= DAY
        for ahead in range((decided.closes_on - DAY).days + 1):
            assert _ask(book, days(ahead)).status is Status.OPEN
        assert _ask(book, date.fromordinal(decided.closes_on.toordinal() + 1)).status is not Status.OPEN


@given(WORLDS)
def test_no_day_before_the_opening_is_open_if_nothing_happens(facts: list[Fact]) -> None:
    book = quick_book(*(_frozen(fact) for fact in _known(facts, DAY)))
    decided = _ask(book, DAY)

    if decided.status is Status.BLOCKED and decided.opens_on is not None:
        early = [days(ahead) for ahead in range((decided.opens_on - DAY).days)]
        assert all(_ask(book, day).status is not Status.OPEN for day in early)


@given(EVENTS, LEFT)
def test_without_a_renewal_to_come_the_opening_is_sure(events: list[Fact], left: Fact | None) -> None:
    facts = [customer(renewal_on=None, seen_on=days(-400)), champion(), *_known(events, DAY), *([left] if left else [])]
    book = quick_book(*facts)
    decided = _ask(book, DAY)

    if decided.status is Status.BLOCKED and decided.opens_on is not None:
        assert _ask(book, decided.opens_on).status is Status.OPEN
        assert _ask(book, decided.opens_on).closes_on == decided.closes_on


def _frozen(fact: Fact) -> Fact:
    """A state as if seen long ago, so that only the calendar moves."""
    return replace(fact, seen_on=days(-400)) if isinstance(fact, AccountState | ChampionState) else fact


@given(WORLDS, st.permutations(["ana", "ben", "ana", "nobody", "rep"]), st.sampled_from(Mode))
def test_many_verdicts_of_a_day_are_the_same_as_one_by_one(facts: list[Fact], who: list[str], mode: Mode) -> None:
    book, rep = quick_book(*facts), Requester(EntityId("rep"), REP, mode)
    past = {EntityId("ana"): [PastAsk(days(-3), EntityId("rep"), AskState.DECLINED, Circle.CHAMPION)]}
    people = [EntityId(each) for each in who]
    gate = Gate(book, DAY, POLICY)
    others = [Requester(EntityId("other"), "other@northwind.example", each) for each in Mode]
    same = [replace(rep, mode=each) for each in Mode]

    for asker in (rep, *others, *same, Requester(EntityId(""), "", Mode.AE)):
        one_by_one = [verdict(each, asker, book, DAY, POLICY, past.get(each, ())) for each in people]
        assert gate.verdicts(people, asker, past) == one_by_one


@given(WORLDS, st.sampled_from(Mode), st.lists(ASKS, max_size=4))
def test_the_short_way_to_a_verdict_says_what_the_long_one_says(
    facts: list[Fact], mode: Mode, asks: list[PastAsk]
) -> None:
    facts = [*facts, make.role("zoe", Circle.BOARD), make.role("kim", Circle.TEAM)]
    known = Gate(quick_book(*facts), DAY, POLICY).known_to(Requester(EntityId("rep"), REP, mode))

    for name in ("ana", "ben", "zoe", "kim"):
        person = person_of(EntityId(name), known, asks)
        quick = plain(person, known)
        assert quick is None or quick == judged(person, known)

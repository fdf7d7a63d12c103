"""What somebody hides changes no byte of what others are told: neither in the graph nor in an answer."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.presenter import AsksWanted, PathsRequest, Presenter
from api.presenter.champions.championlist import ChampionsWanted
from api.presenter.paths.neighbourhood import Around
from api.rendering import to_json
from api.workspace import Workspace
from orbit.errors import NotFound
from orbit.graph.advance import without_facts
from orbit.graph.build import build_snapshot
from orbit.graph.forward import bring_forward
from orbit.graph.ranking import Choice, EngineRanker
from orbit.graph.reach import FindHops
from orbit.graph.snapshot import Snapshot
from orbit.graph.targets import TargetSearch
from orbit.graph.upload_records import left_out
from orbit.graph.uploads import Owner, find_uploads
from orbit.graph.view import View, make_view
from orbit.model import EntityId, EntityKind, Item, Level
from orbit.settings import read_settings
from orbit.store.base import Member, Store
from orbit.uploads import owner_record
from tests.api.presenter.story import ANA, STORY, tell
from tests.factories import DAY, NOON, account_state, company, ref, signal, spell
from tests.laws.test_advance_laws import new_store
from tests.laws.test_forward_laws import POLICY, arrays_of, hops
from tests.storing import put, seq
from tests.uploading import LINKEDIN, Listed, career_of, contact, contacts, employer, employers, owner, without

OWNERS = {ANA: "Ana Ruiz", "cy@tidewell.example": "Cy Moreau", "di@tidewell.example": "Di Okafor"}
EMAILS, NAMES, FIRMS = list(OWNERS), ["ida", "jo", "kim", "lee", "max"], ["snowpeak", "oldco", "fjord"]
ROWS = st.builds(
    Listed,
    st.sampled_from(NAMES),
    st.sampled_from(FIRMS),
    st.sampled_from([None, "VP Sales", "vp sales", "CEO", "Engineer"]),
    st.sampled_from(["2019-02-02", "2026-01-04"]),
    st.sampled_from(["2026-10-01", "2026-11-20"]),
    st.sampled_from(["Wexford", "Wexford-Berg"]),
)
UPLOADS = st.fixed_dictionaries(dict.fromkeys(EMAILS, st.lists(ROWS, max_size=5, unique_by=lambda row: row.contact)))
HIDDEN = st.sets(st.sampled_from(EMAILS))
# Everybody has been somewhere, as the company knows it: no upload is needed for that.
JOBS = st.lists(
    st.builds(
        spell,
        st.sampled_from([*map(contact, NAMES), *(owner_record(LINKEDIN, email) for email in EMAILS)]),
        st.sampled_from([employer(firm) for firm in FIRMS]),
        st.sampled_from(["VP Sales", "Account Executive"]),
        st.sampled_from(["2010", "2016-03"]),
        st.sampled_from([None, "2018-06"]),
    ),
    max_size=8,
)
RECORDS: list[Item] = [
    *(item for email, name in OWNERS.items() for item in owner(email, name)),
    *contacts(NAMES, ref(2, source="work_histories")),
    *employers(FIRMS),
]
CY, DI = EMAILS[1:]
# Each of the three owns a target account that shows a signal.
OURS: list[Item] = [
    company("fjord", domains=["fjord.example"]),
    account_state("fjord", owner=CY, seen_on="2020-01-01"),
    account_state("oldco", owner=DI, seen_on="2020-01-01"),
    signal("fjord", on="2026-11-12", id="fjord"),
    signal("oldco", on="2026-11-13", id="oldco"),
]
few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def told(store: Store, items: list[Item]) -> Snapshot:
    """Put items, make every record an entity of its own, and build a snapshot."""
    put(store, *RECORDS, *items)
    with store.writing() as batch:
        for kind in EntityKind:
            batch.assign(kind, [Member(row.seq, EntityId(f"{kind}-{row.seq:04}")) for row in store.records(kind)])
    return build_snapshot(store)


def numbers(store: Store, snapshot: Snapshot, emails: list[str]) -> dict[Any, int]:
    owners = [owner_record(LINKEDIN, email) for email in emails]
    found = store.entities(EntityKind.PERSON, owners)
    known = {one: snapshot.person(found[one]) for one in owners if one in found}
    return {one: number for one, number in known.items() if number is not None}


def seen(snapshot: Snapshot, owners: dict[Any, int], find_hops: FindHops) -> View:
    willing = np.zeros(snapshot.persons)
    willing[list(owners.values())] = 0.8
    return make_view(snapshot, POLICY, willing, DAY, find_hops)


def ways(view: View) -> Any:
    """What the plain and, where it can be had, the compiled search find everywhere."""
    rankers: list[Any] = [EngineRanker(view)]
    if len(hops()) > 1:
        from orbit.graph.compiled.ranking import CompiledRanker

        rankers.append(CompiledRanker(view))
    searches = [(TargetSearch(firm, DAY.toordinal(), 0.5), Choice(8)) for firm in range(view.snapshot.companies)]
    return [ranker.best(searches) for ranker in rankers]


@pytest.mark.parametrize("find_hops", hops())
@few
@given(UPLOADS, JOBS, HIDDEN)
def test_what_is_hidden_leaves_the_graph_of_one_that_was_never_told(
    find_hops: FindHops, uploads: dict[str, list[Listed]], jobs: list[Item], hidden: set[str]
) -> None:
    with new_store() as store, new_store() as other:
        careers = [career_of(email, employer("oldco"), "2012", "2015") for email in EMAILS]
        whole = told(store, [*without(uploads, ()), *careers, *own_files(jobs)])
        owners = numbers(store, whole, EMAILS)
        view = seen(whole, owners, find_hops)
        secret = frozenset(owner_record(LINKEDIN, email) for email in hidden)

        found = find_uploads(whole, {one: Owner(owners[one], seq(store, one)) for one in secret}, store)
        step = without_facts(whole, left_out(store, whole, found, secret))
        visible = bring_forward(view, step, view.reach.willing, find_hops, most_share=1.0)

        kept = [career for email, career in zip(EMAILS, careers, strict=True) if email not in hidden]
        never = told(other, [*without(uploads, hidden), *kept, *own_files(jobs)])
        expected = seen(never, owners, find_hops)
        assert arrays_of(visible) == arrays_of(expected)
        assert {name: array.tobytes() for name, array in asdict(visible.snapshot).items()} == {
            name: array.tobytes() for name, array in asdict(never).items()
        }
        assert ways(visible) == ways(expected)


def own_files(jobs: list[Item]) -> list[Item]:
    """The same jobs from a list of the company's, which is nobody's upload."""
    return [replace(job, ref=ref(3, source="work_histories")) for job in jobs]


ANSWERS = st.sampled_from([None, *EMAILS])


@settings(few, max_examples=12)
@given(UPLOADS, JOBS, HIDDEN, ANSWERS)
def test_no_answer_shows_that_somebody_hides_something(
    uploads: dict[str, list[Listed]], jobs: list[Item], hidden: set[str], viewer: str | None
) -> None:
    assert_nothing_shows(uploads, jobs, hidden, viewer)


def assert_nothing_shows(
    uploads: dict[str, list[Listed]], jobs: list[Item], hidden: set[str], viewer: str | None
) -> None:
    """Every answer is the same as where what is hidden from the viewer was never told."""
    secret = hidden - {viewer}
    with ExitStack() as opened:
        folder = Path(opened.enter_context(TemporaryDirectory()))

        def answers(name: str, facts: list[Item]) -> dict[str, bytes]:
            workspace = opened.enter_context(Workspace.open(read_settings(folder / name, {}), create=True))
            tell(workspace, *STORY, *OURS, *RECORDS, *facts, *own_files(jobs))
            for email in sorted(hidden):
                Presenter(workspace).share(email, Level.HIDDEN, by="test", at=NOON)
            return every_answer(Presenter(workspace).seen_by(viewer))

        assert answers("whole", without(uploads, ())) == answers("never", without(uploads, secret))


def every_answer(presenter: Presenter) -> dict[str, bytes]:
    """Every answer that rests on ties, as it goes out."""
    made: dict[str, Any] = {}
    for firm in FIRMS:
        for requester in (None, CY):
            asked = PathsRequest(requester, None, 10, DAY, why=True, diff=DAY.replace(year=2024))
            made[f"paths {firm} {requester}"] = presenter.paths(f"{firm}.example", asked)
        made[f"account {firm}"] = presenter.account(f"{firm}.example", as_of=DAY)
        made[f"staff {firm}"] = presenter.staff(f"{firm}.example", limit=50, as_of=DAY)
        made[f"around {firm}"] = presenter.neighbourhood(f"{firm}.example", Around(), requester=None, as_of=DAY)
        made[f"search {firm}"] = presenter.search(firm, limit=5, as_of=DAY)
    for name in [*NAMES, "bo", "dana"]:
        made[f"suggest {name}"] = presenter.suggest(name, limit=10, as_of=DAY)
        made[f"person {name}"] = [told_of(presenter, f"{name} {surname}") for surname in ("wexford", "wexford-berg")]
    made["week"] = presenter.week(rep=None, as_of=DAY, what_if=("slots",))
    made["rep"] = presenter.week(rep=ANA, as_of=DAY)
    made["champions"] = presenter.champions(rep=None, as_of=DAY)
    made["champion list"] = presenter.champion_list(ChampionsWanted(), rep=None, as_of=DAY)
    made["calendar"] = presenter.champions_calendar(rep=None, as_of=DAY)
    made["board"] = presenter.board(AsksWanted(), rep=None, as_of=DAY)
    made["reps"] = presenter.reps(as_of=DAY)
    made["matches"] = presenter.matches.open(EntityKind.PERSON, limit=50, cursor=None, as_of=DAY)
    made["decided"] = presenter.matches.decided(EntityKind.PERSON, limit=50, as_of=DAY)
    made["session"] = presenter.session(rep=None, month=None, as_of=DAY)
    made["questions"] = presenter.questions(as_of=DAY)
    made["accounts"] = presenter.accounts(as_of=DAY, limit=2, cursor=None)
    made["tag"] = [presenter.policy_digest(), presenter.revision()]
    return {name: to_json(answer) for name, answer in made.items()}


def told_of(presenter: Presenter, name: str) -> dict[str, Any]:
    """What is told of somebody, by their name; of nobody, who else may be meant."""
    try:
        return presenter.person(name, as_of=DAY)
    except NotFound as refused:
        return {"refused": str(refused), "nearest": refused.nearest}

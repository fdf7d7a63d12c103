"""What an import of few rows looks at, and when everybody is looked at after all."""

from __future__ import annotations

from pathlib import Path

import pytest

from orbit.model import EntityKind, Item, RecordKey
from orbit.policy import MatchingPolicy, load_policy
from orbit.resolve import review
from orbit.resolve.matching import matching_in
from orbit.resolve.newcomers.kept import Kept, Memory
from orbit.resolve.run import ResolveReport, resolve
from orbit.store.base import Store, Verdict
from tests.factories import NOON, account_state, company, import_log, person, spell
from tests.orbit.resolve.entities import are_one, employed, verdicts
from tests.storing import put, put_as

COMPANY, PERSON = EntityKind.COMPANY, EntityKind.PERSON
POLICY = load_policy().matching
FIRSTS = ("Ada", "Ben", "Cleo", "Dag", "Eva", "Finn", "Gro", "Hal", "Ina", "Jon")
LASTS = ("Quist", "Marlow", "Tennant", "Ostrow", "Vesper", "Lund", "Carver", "Holm", "Brandt", "Sorel")
MANY: list[Item] = [
    item
    for number in range(100)
    for item in employed(
        f"m{number}", f"{FIRSTS[number % 10]} {LASTS[number // 10]}", "Engineer", at=f"Firm {number % 20}"
    )
]
LIV = employed("a", "Liv Hansen", "Director of IT", at="Glenstead Trust")
SLIP = employed("in/liv", "Liv Hnasen", "Director of IT", at="Glenstead Trust", source="linkedin")


class Workspace:
    """A store of many, matched once, and what is kept of that."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store = store
        self.folder = folder
        self.memory = Memory(folder, least=0, share=0.5)
        put(store, *MANY, *LIV)
        self.match()

    def match(self, policy: MatchingPolicy = POLICY, *, anew: bool = False) -> ResolveReport:
        return resolve(self.store, at=NOON, policy=policy, memory=self.memory, anew=anew)

    def kept(self) -> Kept:
        matching = matching_in(self.store, POLICY)
        kept = self.memory.open(matching.key, matching.model)
        assert kept is not None
        return kept

    def everybody(self) -> int:
        return sum(1 for _ in self.store.records(PERSON))


@pytest.fixture
def many(store: Store, tmp_path: Path) -> Workspace:
    """Return a workspace of a hundred people and one."""
    return Workspace(store, tmp_path / "kept")


def test_a_newcomer_joins_whom_they_reach_and_nobody_else_is_looked_at(many: Workspace) -> None:
    put(many.store, *SLIP)

    report = many.match()

    assert are_one(many.store, "a", "in/liv")
    assert report.people.records == 2
    assert report.people.moved == 1


def test_without_anything_new_nobody_is_looked_at(many: Workspace) -> None:
    revision = many.store.revision()

    report = many.match()

    assert (report.people.records, report.companies.records) == (0, 0)
    assert many.store.revision() == revision


def test_one_import_after_the_other_is_kept(many: Workspace) -> None:
    put(many.store, *SLIP)
    many.match()
    put(many.store, *employed("lh", "Liv Hansen", "Director of IT", at="Glenstead Trust", source="advisors"))

    report = many.match()

    assert are_one(many.store, "lh", "in/liv")
    assert report.people.records == 3


def test_a_changed_record_is_looked_at_again(many: Workspace) -> None:
    put(many.store, *SLIP)
    many.match()
    elsewhere = employed("in/liv", "Siri Dahl", "Nurse", at="Glenstead Trust", source="linkedin")

    put_as(many.store, import_log(observed_on="2026-11-22"), *elsewhere)
    many.match()

    assert not are_one(many.store, "a", "in/liv")


def test_a_company_under_a_new_name_tells_where_its_people_work(many: Workspace) -> None:
    put(many.store, *employed("in/liv", "Liv Hnasen", "Director of IT", at="Glenstead Trust Ltd.", source="linkedin"))

    many.match()

    assert are_one(many.store, "a", "in/liv")


def test_a_question_about_a_name_stands_when_something_comes_to_the_company_it_may_mean(many: Workspace) -> None:
    home = company(RecordKey("crm_champions", "name/acme"), "Acme", domains=["acme.example"])
    put(many.store, home, account_state(home), *employed("b", "Ola Berg", at="Acme Bank"))
    many.match()
    asked = verdicts(many.store, COMPANY)
    put(many.store, *employed("w", "Nils Berg", at="Acme", source="work_histories"))

    many.match()

    assert ("name/acme", "name/acme bank", Verdict.UNSURE) in asked
    assert ("name/acme", "name/acme bank", Verdict.UNSURE) in verdicts(many.store, COMPANY)


def test_a_company_that_lost_a_record_is_called_anew(many: Workspace) -> None:
    one, other = (RecordKey("crm_champions", f"name/{name}") for name in ("firm 3", "firm 15"))
    ruled = review.same(many.store, review.Pair(COMPANY, one, other), actor="livia", at=NOON)
    many.match()
    review.undo(many.store, ruled.judgement.id, at=NOON)

    many.match()

    firms, numbers = many.kept().firms, many.store.numbers(COMPANY)
    named = [firms.told(firms.number(numbers[key]) or 0)[1] for key in (one, other)]
    assert named == ["firm 3", "firm 15"]


def test_when_a_company_known_by_more_than_a_name_loses_that_all_companies_are_looked_at(many: Workspace) -> None:
    bolt = RecordKey("crm_champions", "name/bolt")
    put(many.store, company(bolt, "Bolt", domains=["bolt.example"]))
    many.match()

    put_as(many.store, import_log(observed_on="2026-11-22"), company(bolt, "Bolt"))
    report = many.match()

    assert report.companies.records == sum(1 for _ in many.store.records(COMPANY))


def test_where_many_come_everybody_is_looked_at(many: Workspace) -> None:
    put(many.store, *(person(RecordKey("advisors", f"n{number}"), f"Nils{number} Berg") for number in range(60)))

    report = many.match()

    assert report.people.records == many.everybody()
    assert many.kept().counted.records == many.everybody()


def test_when_many_have_come_one_by_one_everybody_is_looked_at(many: Workspace) -> None:
    looked_at = []
    for number in range(60):
        put(many.store, person(RecordKey("advisors", f"n{number}"), f"Nils{number} Berg"))
        looked_at.append(many.match().people.records)

    assert looked_at.count(1) == 59
    assert max(looked_at) > 100


def test_everybody_can_be_asked_for_and_is_counted_anew(many: Workspace) -> None:
    put(many.store, *SLIP)
    many.match()
    counted = many.kept().counted.records

    report = many.match(anew=True)

    assert report.people.records == many.everybody()
    assert (counted, many.kept().counted.records) == (101, 102)


def test_under_another_policy_everybody_is_matched_again(many: Workspace) -> None:
    put(many.store, *SLIP)

    report = many.match(load_policy('[matching]\npolicy = "wide"').matching)

    assert report.people.records == many.everybody()


@pytest.mark.parametrize("lost", ["all", "since", "all/people_mark.npy", "since/meta.json"])
def test_what_was_kept_may_be_deleted_or_torn(many: Workspace, lost: str) -> None:
    target = many.folder / lost
    target.rename(target.with_name("lost"))
    put(many.store, *SLIP)

    report = many.match()

    assert report.people.records == many.everybody()
    assert many.match().people.records == 0


def test_a_record_that_facts_named_before_it_came_is_not_missed(many: Workspace) -> None:
    key = RecordKey("linkedin", "in/liv")
    put(many.store, spell(key, RecordKey("crm_champions", "name/glenstead trust"), "Director of IT"))
    put(many.store, person(RecordKey("advisors", "other"), "Nils Berg"))
    many.match()
    put(many.store, SLIP[0])

    many.match()

    assert are_one(many.store, "a", "in/liv")


def test_an_import_that_is_taken_back_has_everybody_looked_at(many: Workspace) -> None:
    with many.store.writing() as batch:
        number = batch.begin_import(import_log(observed_on="2026-11-22"))
        batch.put(SLIP, import_id=number)
        batch.end_import(number, rows=1, outcomes={})
    many.match()
    with many.store.writing() as batch:
        batch.undo_import(number, at=NOON)

    report = many.match()

    assert report.people.records == many.everybody() == 101


def test_in_a_small_workspace_everybody_is_looked_at_each_time(store: Store, tmp_path: Path) -> None:
    memory = Memory(tmp_path / "kept")
    put(store, *LIV)
    resolve(store, at=NOON, memory=memory)
    put(store, *SLIP)

    report = resolve(store, at=NOON, memory=memory)

    assert report.people.records == 2
    assert are_one(store, "a", "in/liv")

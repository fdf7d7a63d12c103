"""Open matches: in the order of what hangs on them, with both records, the reason, and why they stand as they do."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from api.presenter import Presenter
from api.presenter.matches import Matches
from api.presenter.matches.listing import matches_answer
from api.presenter.matches.weighed import Scales
from api.workspace import Workspace
from orbit.errors import NotFound, UsageError
from orbit.model import EntityId, EntityKind, Item, RecordKey
from orbit.resolve import review
from orbit.resolve.matching import LEARNED
from orbit.resolve.newcomers.kept import Memory
from orbit.resolve.review import Pair
from orbit.resolve.run import resolve
from orbit.store.base import Store, StoredRecord
from tests.api.presenter.conftest import Tell
from tests.api.presenter.story import STORY
from tests.factories import DAY, NOON, company, person
from tests.orbit.resolve.answered import answer
from tests.orbit.resolve.entities import employed
from tests.storing import put

PERSON, COMPANY = EntityKind.PERSON, EntityKind.COMPANY
# Two of one name at one company, of whom nothing else is known, are asked about.
NOBODY = [*employed("n1", "Ed Vance", at="Quay"), *employed("in/n2", "Ed Vance", at="Quay", source="linkedin")]
AT_SNOWPEAK = [
    *employed("s1", "Ole Quist", at="Snowpeak GmbH"),
    *employed("in/s2", "Ole Quist", at="Snowpeak GmbH", source="linkedin"),
]


def matches_of(telling: Tell, *items: Item) -> tuple[Matches, Workspace]:
    workspace = telling(*STORY, *items).workspace
    return Presenter(workspace).matches, workspace


def page(matches: Matches, limit: int = 20, cursor: str | None = None) -> dict[str, Any]:
    return matches.open(PERSON, limit=limit, cursor=cursor, as_of=DAY)


def names(answer: dict[str, Any]) -> list[str]:
    return [item["left"]["name"] for item in answer["items"]]


def test_what_a_target_account_depends_on_comes_first_and_says_so(telling: Tell) -> None:
    matches, _ = matches_of(telling, *NOBODY, *AT_SNOWPEAK)

    answer = page(matches)

    assert names(answer) == ["Ole Quist", "Ed Vance"]
    assert answer["items"][0]["matters"] == ["works at Snowpeak GmbH, a target account with a fresh signal"]
    assert (answer["items"][1]["stake"], answer["items"][1]["matters"]) == (0.0, [])


def test_one_of_our_people_matters_more_than_anybody_at_an_account(telling: Tell) -> None:
    double = employed("in/b2", "Bo Krantz", at="northwind", source="linkedin")

    matches, _ = matches_of(telling, *AT_SNOWPEAK, *double)

    assert names(page(matches)) == ["Bo Krantz", "Ole Quist"]
    assert "one of our champions" in page(matches)["items"][0]["matters"]


def test_both_records_are_told_field_by_field(telling: Tell) -> None:
    [item] = page(matches_of(telling, *NOBODY)[0])["items"]

    fields = {field["field"]: field for field in item["fields"]}
    assert fields["name"]["agree"] is True
    assert (fields["company"]["left"], fields["company"]["right"]) == ("Quay", "Quay")
    assert {item["left"]["key"], item["right"]["key"]} == {"crm_champions:n1", "linkedin:in/n2"}


def test_only_one_side_saying_something_is_no_difference(telling: Tell) -> None:
    told = employed("n1", "Ed Vance", at="Quay", emails=("ed@vance.example",))

    [item] = page(matches_of(telling, *told, *NOBODY[3:])[0])["items"]

    assert next(field for field in item["fields"] if field["field"] == "e-mail")["agree"] is None


def test_pages_follow_each_other_whatever_is_answered_between_them(telling: Tell) -> None:
    matches, workspace = matches_of(telling, *NOBODY, *AT_SNOWPEAK)
    first = page(matches, limit=1)
    review.different(workspace.store, first["items"][0]["id"], actor="livia", at=NOON)

    second = page(matches, limit=1, cursor=first["next_cursor"])

    assert (names(first), names(second)) == (["Ole Quist"], ["Ed Vance"])
    assert (first["open"], second["open"], second["next_cursor"]) == (2, 1, None)


@pytest.mark.parametrize("cursor", ["x", "bm8=", "WzFd"])
def test_a_cursor_that_no_page_gave_is_refused(telling: Tell, cursor: str) -> None:
    matches, _ = matches_of(telling)

    with pytest.raises(UsageError, match="cursor"):
        page(matches, cursor=cursor)


class Watched:
    """A store that remembers whose records were read."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.read: list[str] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def records_of(self, entity: EntityId) -> list[StoredRecord]:
        """Read the records, as the store does."""
        self.read.append(entity)
        return self._store.records_of(entity)


def test_only_the_records_of_shown_questions_are_read(telling: Tell) -> None:
    _, workspace = matches_of(telling, *NOBODY, *AT_SNOWPEAK)
    store: Any = Watched(workspace.store)

    answer = matches_answer(store, workspace.scene(DAY), PERSON, limit=1, cursor=None)

    assert answer["open"] == 2
    assert len(store.read) == 2


def test_a_decision_without_effect_comes_first_and_names_what_stands_against_it(telling: Tell) -> None:
    matches, workspace = matches_of(telling, *AT_SNOWPEAK, *(person(id_, "Ana Vance") for id_ in "xyz"))
    one, two, three = (RecordKey("crm_champions", id_) for id_ in "xyz")
    parted = review.different(workspace.store, Pair(PERSON, one, three), actor="ben", at=NOON).judgement
    for left, right in ((one, two), (two, three)):
        review.same(workspace.store, Pair(PERSON, left, right), actor="livia", at=NOON)

    first = page(matches)["items"][0]

    assert first["contradicted"]
    assert first["because"] == (
        "livia decided on 21 Nov 2026 that they are one, "
        f"but ben decided on 21 Nov 2026 that they are two (number {parted.id})"
    )


def test_companies_are_asked_about_in_the_same_order(telling: Tell) -> None:
    spelt = [company("sp", "Snowpeak Alpine"), company("q", "Quay", domains=["quay.example"]), company("q2", "Quay 2")]

    answer = matches_of(telling, *spelt)[0].open(COMPANY, limit=5, cursor=None, as_of=DAY)

    assert [item["right"]["name"] for item in answer["items"]] == ["Snowpeak Alpine"]
    assert answer["items"][0]["matters"][0] == "Snowpeak GmbH is a target account with a fresh signal"


def test_one_match_says_why(telling: Tell) -> None:
    matches, _ = matches_of(telling, *NOBODY)
    [item] = page(matches)["items"]

    told = matches.one(item["id"], as_of=DAY)

    waterfall = told["why"]["waterfall"]
    summed = sum(step["bits"] for step in waterfall["steps"]) + waterfall["prior"] - waterfall["withheld"]
    assert summed == pytest.approx(waterfall["bits"], abs=0.05)
    assert [abs(step["bits"]) for step in waterfall["steps"]] == sorted(
        (abs(step["bits"]) for step in waterfall["steps"]), reverse=True
    )
    assert [one["id"] for one in told["why"]["open"]] == [item["id"]]


def test_why_two_are_one_names_who_decided(telling: Tell) -> None:
    matches, workspace = matches_of(telling, *NOBODY)
    [item] = page(matches)["items"]
    review.same(workspace.store, item["id"], actor="livia", at=NOON)

    told = matches.why("linkedin:in/n2", "crm_champions:n1")

    assert (told["one"], told["open"], told["apart"]) == (True, [], [])
    assert [(one["by"], one["rule"]) for one in told["chain"]] == [("livia", "reviewed")]


def test_why_not_names_what_holds_two_apart(telling: Tell) -> None:
    matches, workspace = matches_of(telling, *NOBODY)
    [item] = page(matches)["items"]
    review.different(workspace.store, item["id"], actor="livia", at=NOON)

    told = matches.why("crm_champions:n1", "linkedin:in/n2", PERSON)

    assert [one["text"] for one in told["apart"]] == ["livia decided on 21 Nov 2026 that they are two"]


def test_records_of_companies_are_known_as_such(telling: Tell) -> None:
    matches, _ = matches_of(telling)

    told = matches.why("crm_champions:snowpeak", "crm_champions:oldco")

    assert (told["kind"], told["one"], told["met"]) == ("company", False, None)


def test_people_are_read_anew_after_an_import_and_not_after_an_answer(telling: Tell, tmp_path: Path) -> None:
    matches, workspace = matches_of(telling, *NOBODY)
    [item] = page(matches)["items"]
    scales = Scales(workspace.store, workspace.policy.matching, Memory(tmp_path / "nothing"))
    first = scales.everybody

    review.same(workspace.store, item["id"], actor="livia", at=NOON)
    after_an_answer = scales.everybody
    put(workspace.store, *AT_SNOWPEAK)
    resolve(workspace.store, at=NOON)

    assert after_an_answer is first
    assert len(scales.everybody.keys) == len(first.keys) + 2


def test_two_are_weighed_alike_whether_or_not_it_is_kept_how_everybody_was_matched(telling: Tell) -> None:
    matches, workspace = matches_of(telling, *NOBODY, *AT_SNOWPEAK)
    by_reading_all = matches.why("crm_champions:s1", "linkedin:in/s2")

    workspace.match(at=NOON)

    by_what_is_kept = matches.why("crm_champions:s1", "linkedin:in/s2")
    assert {name for name, told in by_what_is_kept.items() if told != by_reading_all[name]} <= {"met"}


@pytest.mark.parametrize("text", ["", "nobody", ":x", "crm_champions:"])
def test_what_names_no_record_is_refused(telling: Tell, text: str) -> None:
    matches, _ = matches_of(telling)

    with pytest.raises(UsageError, match="names no record"):
        matches.why(text, "crm_champions:n1")


def test_a_match_that_does_not_stand_is_not_found(telling: Tell) -> None:
    with pytest.raises(NotFound):
        matches_of(telling)[0].one(999, as_of=DAY)


def test_what_was_decided_is_told_newest_first(telling: Tell) -> None:
    matches, workspace = matches_of(telling, *NOBODY, *AT_SNOWPEAK)
    for place, item in enumerate(page(matches)["items"]):
        review.same(workspace.store, item["id"], actor="livia", at=NOON + timedelta(minutes=place))

    told = matches.decided(PERSON, limit=1)

    assert (told["decided"], names(told)) == (2, ["Ed Vance"])
    assert told["items"][0]["decision"]["by"] == "livia"


def test_weights_that_help_are_kept_and_decide(telling: Tell) -> None:
    matches, workspace = matches_of(telling)
    answer(workspace.store, 55)
    resolve(workspace.store, at=NOON)

    tried, kept = (matches.recalibrate(at=NOON, dry_run=dry) for dry in (True, False))

    assert (tried["kept"], kept["kept"]) == (False, True)
    assert tried["weights"] == kept["weights"]
    assert kept["after"] < kept["before"]


def test_weights_that_do_not_help_are_not_kept(telling: Tell) -> None:
    matches, workspace = matches_of(telling)
    answer(workspace.store, 66, as_weighed=True)

    told = matches.recalibrate(at=NOON, dry_run=False)

    assert told["after"] >= told["before"]
    assert (told["helps"], told["kept"], workspace.store.meta(LEARNED)) == (False, False, None)

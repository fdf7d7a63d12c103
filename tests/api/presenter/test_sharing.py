"""What others see of a colleague's own upload: all of it, no names, a number, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from api.erasing import erase_person
from api.presenter import Author, Happening, PathsRequest, Presenter, Wish
from api.presenter.sharing.sharing import viewer_of
from api.rendering import to_json
from api.workspace import Workspace
from orbit.asks.log.ask import EventKind
from orbit.errors import NotFound, UsageError
from orbit.graph.snapshot import Snapshot
from orbit.model import EntityKind, Item, Level
from orbit.policy import load_policy
from orbit.store.base import FactKind
from tests.api.presenter.conftest import Tell
from tests.api.presenter.story import ANA, STORY, tell
from tests.factories import DAY, NOON, person
from tests.uploading import Listed, contact, contacts, employers, owner, records_of, upload

CY, DI = "cy@tidewell.example", "di@tidewell.example"
IDA = Listed("ida", "snowpeak")
RECORDS: list[Item] = [
    *owner(CY, "Cy Moreau"),
    *owner(DI, "Di Okafor"),
    *contacts(["ida"]),
    *employers(["snowpeak"]),
]
Sharing = Callable[..., Presenter]


@pytest.fixture
def sharing(telling: Tell) -> Sharing:
    """Return a maker of presenters: Cy lists Ida of Snowpeak and shares so much of that; Di lists nobody."""

    def make(level: Level, *more: Item) -> Presenter:
        presenter = Presenter(telling(*STORY, *RECORDS, *upload(CY, [IDA]), *more).workspace)
        presenter.share(CY, level, by=CY, at=NOON)
        return presenter

    return make


def connectors(presenter: Presenter, **asked: Any) -> list[str]:
    paths = presenter.paths("snowpeak.example", PathsRequest(asked.get("requester"), None, 10, DAY))["paths"]
    return sorted(one["name"] for path in paths for one in path["people"] if one["role"] == "connector")


def test_everybody_sees_what_is_shared_in_full(sharing: Sharing) -> None:
    assert connectors(sharing(Level.FULL)) == ["Bo Krantz", "Cy Moreau"]


@pytest.mark.parametrize("level", [Level.COUNT, Level.HIDDEN])
@pytest.mark.parametrize("viewer", [None, ANA, DI])
def test_nobody_else_sees_what_is_kept_back(sharing: Sharing, level: Level, viewer: str | None) -> None:
    assert connectors(sharing(level).seen_by(viewer)) == ["Bo Krantz"]


@pytest.mark.parametrize("level", Level)
def test_owners_see_all_of_their_own(sharing: Sharing, level: Level) -> None:
    assert connectors(sharing(level).seen_by(CY)) == ["Bo Krantz", "Cy Moreau"]


def test_whom_a_second_colleague_lists_too_stays_where_they_work(sharing: Sharing) -> None:
    presenter = sharing(Level.HIDDEN, *upload(DI, [IDA]))

    assert connectors(presenter) == ["Bo Krantz", "Di Okafor"]


def test_the_latest_word_counts(sharing: Sharing) -> None:
    presenter = sharing(Level.HIDDEN)

    presenter.share(CY, Level.FULL, by=CY, at=NOON)
    assert "Cy Moreau" in connectors(presenter)
    presenter.share(CY, Level.COUNT, by=CY, at=NOON + timedelta(minutes=1))
    assert "Cy Moreau" not in connectors(presenter)


def test_what_was_set_ahead_holds_for_a_later_upload(telling: Tell) -> None:
    told = telling(*STORY, *RECORDS)
    presenter = Presenter(told.workspace)
    presenter.share(CY, Level.HIDDEN, by=CY, at=NOON)

    tell(told.workspace, *upload(CY, [IDA]))

    assert connectors(presenter) == ["Bo Krantz"]


def test_others_may_only_show_less(sharing: Sharing) -> None:
    presenter = sharing(Level.MASKED)

    with pytest.raises(UsageError, match=r"only they can share more.*count, hidden"):
        presenter.share(CY, Level.FULL, by="admin", at=NOON, only_less=True)

    [upload_] = presenter.share(CY, Level.HIDDEN, by="admin", at=NOON, only_less=True)["uploads"]
    assert upload_["level"] == "hidden"


def test_what_is_shared_is_shown_to_its_owner(sharing: Sharing) -> None:
    presenter = sharing(Level.COUNT)

    assert presenter.sharing() == {"uploads": []}
    assert presenter.seen_by(CY).sharing() == {
        "uploads": [{"source": "linkedin", "email": CY, "level": "count", "said": "count", "most": "full"}]
    }


def test_an_erased_person_leaves_no_word_of_what_they_shared(telling: Tell) -> None:
    workspace: Workspace = telling(*STORY, *RECORDS, *upload(CY, [IDA])).workspace
    Presenter(workspace).share(CY, Level.HIDDEN, by=CY, at=NOON)

    erase_person(workspace, CY, at=NOON)

    assert list(workspace.store.facts(FactKind.SHARING)) == []
    assert [log.file for log in workspace.store.imports() if CY in log.file] == []


def test_others_are_told_how_many_know_somebody(sharing: Sharing) -> None:
    presenter = sharing(Level.COUNT)

    known = [
        presenter.seen_by(viewer).account("snowpeak.example", as_of=DAY)["colleagues_who_know"]
        for viewer in (None, DI, CY)
    ]

    assert known == [1, 1, 0]


def test_who_hides_is_not_even_counted(sharing: Sharing) -> None:
    answer = sharing(Level.HIDDEN).account("snowpeak.example", as_of=DAY)

    assert answer["colleagues_who_know"] == 0


def test_who_is_masked_is_on_the_path_without_a_name(sharing: Sharing) -> None:
    presenter = sharing(Level.MASKED).seen_by(DI)

    answer = presenter.paths("snowpeak.example", PathsRequest(None, None, 10, DAY, why=True))

    [path] = [one for one in answer["paths"] if one["people"][-1]["name"] == "Ida Wexford"]
    assert [one["name"] for one in path["people"]] == ["Ana Ruiz", "A colleague", "Ida Wexford"]
    assert path["hops"][-1]["text"] == "Connected on LinkedIn"
    assert path["hops"][-1]["evidence"] == [{"source": "linkedin", "ref": "a colleague's own upload", "url": None}]
    assert path["packet"] is None


def test_nothing_in_an_answer_gives_who_is_masked_away(sharing: Sharing) -> None:
    presenter = sharing(Level.MASKED)
    asked = PathsRequest(None, None, 10, DAY, why=True, diff=DAY.replace(year=2025))
    cy = presenter.person(CY, as_of=DAY)["person"]

    told = to_json(presenter.seen_by(DI).paths("snowpeak.example", asked)).decode()

    assert "Cy" not in told
    assert "cy.zip" not in told
    assert cy["id"] not in told


def test_an_unnamed_colleague_has_one_id_for_each_viewer(sharing: Sharing) -> None:
    presenter = sharing(Level.MASKED)

    ids = [masked_ids(presenter.seen_by(viewer)) for viewer in (DI, DI, ANA)]

    assert ids[0] == ids[1] != ids[2]
    assert all(one.startswith("msk_") for one in (*ids[0], *ids[2]))


def masked_ids(presenter: Presenter) -> list[str]:
    paths = presenter.paths("snowpeak.example", PathsRequest(None, None, 10, DAY))["paths"]
    people = [one for path in paths for one in path["people"]]
    return [one["id"] for one in people if one["role"] == "connector" and one["name"] == "A colleague"]


def test_lists_of_names_leave_out_who_is_not_named(sharing: Sharing) -> None:
    told = to_json(sharing(Level.MASKED).seen_by(DI).week(rep=None, as_of=DAY)).decode()

    assert "Ida Wexford" not in told


def test_the_policy_limits_what_is_shown(telling: Tell) -> None:
    workspace = telling(*STORY, *RECORDS, *upload(CY, [IDA])).workspace
    workspace.policy = load_policy('[sharing]\nmost = ["linkedin: count"]')

    answer = Presenter(workspace).account("snowpeak.example", as_of=DAY)

    assert answer["colleagues_who_know"] == 1
    assert connectors(Presenter(workspace)) == ["Bo Krantz"]


def test_the_policy_may_hide_what_owners_say_nothing_of(telling: Tell) -> None:
    workspace = telling(*STORY, *RECORDS, *upload(CY, [IDA]), *upload(DI, [IDA])).workspace
    workspace.policy = load_policy('[sharing]\npersonal = "hidden"')
    presenter = Presenter(workspace)

    presenter.share(DI, Level.FULL, by=DI, at=NOON)

    assert connectors(presenter) == ["Bo Krantz", "Di Okafor"]


def planned(presenter: Presenter, at: datetime = NOON) -> Any:
    [masked] = masked_ids(presenter)
    wish = Wish("snowpeak.example", "Ida Wexford", masked)
    return presenter.plan_ask(wish, Author(ANA, at, DAY)).answer


def test_an_unnamed_colleague_is_asked_through_the_log(sharing: Sharing) -> None:
    presenter = sharing(Level.MASKED)

    ask = planned(presenter.seen_by(ANA))

    assert (ask["connector"]["name"], ask["packet"]) == ("A colleague", None)
    assert presenter.seen_by(CY).ask(ask["id"], as_of=DAY)["connector"]["name"] == "Cy Moreau"
    assert presenter.ask(ask["id"], as_of=DAY)["connector"]["name"] == "A colleague"


def test_who_said_yes_is_named_to_the_requester_alone(sharing: Sharing) -> None:
    presenter = sharing(Level.MASKED)
    number = planned(presenter.seen_by(ANA))["id"]
    owner_ = presenter.seen_by(CY)
    owner_.log_event(number, Happening(EventKind.SENT, reciprocity="linkedin-recommendation"), Author(ANA, NOON, DAY))

    owner_.log_event(number, Happening(EventKind.ACCEPTED), Author(CY, NOON, DAY))

    assert "Cy Moreau" in connectors(presenter.seen_by(ANA))
    assert "Cy Moreau" not in connectors(presenter.seen_by(DI))
    assert presenter.seen_by(ANA).ask(number, as_of=DAY)["connector"]["name"] == "Cy Moreau"
    assert "Cy" not in to_json(presenter.seen_by(DI).ask(number, as_of=DAY)).decode()


def test_an_id_of_somebody_unnamed_holds_for_its_viewer_alone(sharing: Sharing) -> None:
    presenter = sharing(Level.MASKED)
    [masked] = masked_ids(presenter.seen_by(ANA))

    with pytest.raises(NotFound, match="one viewer only"):
        presenter.seen_by(DI).plan_ask(Wish("snowpeak.example", "Ida Wexford", masked), Author(DI, NOON, DAY))


def test_whom_only_a_hidden_upload_lists_is_nobody(sharing: Sharing) -> None:
    presenter = sharing(Level.HIDDEN)

    for key in ("Ida Wexford", "https://www.linkedin.com/in/ida"):
        assert presenter.seen_by(CY).person(key, as_of=DAY)["person"]["name"] == "Ida Wexford"
        with pytest.raises(NotFound, match="Nobody answers"):
            presenter.person(key, as_of=DAY)


def test_what_is_read_from_two_uploads_is_shown_from_the_one_that_may_be_seen(sharing: Sharing) -> None:
    told = sharing(Level.HIDDEN, *upload(DI, [IDA])).person("Ida Wexford", as_of=DAY)

    assert [one["ref"] for one in told["records"]] == ["di.zip/Connections.csv:7"]
    assert [one["ref"] for spell in told["spells"] for one in spell["evidence"]] == ["di.zip/Connections.csv:7"]


def test_each_job_is_shown_from_the_uploads_that_told_it(telling: Tell) -> None:
    plain, titled = Listed("ida", "snowpeak", None), Listed("ida", "snowpeak", "VP Sales")
    uploads = [*upload(ANA, [plain]), *upload(CY, [titled]), *upload(DI, [plain])]
    presenter = Presenter(telling(*STORY, *RECORDS, *owner(ANA, "Ana Ruiz"), *uploads).workspace)
    presenter.share(ANA, Level.HIDDEN, by=ANA, at=NOON)

    [job] = presenter.person("Ida Wexford", as_of=DAY)["spells"]

    assert {one["ref"] for one in job["evidence"]} == {"cy.zip/Connections.csv:7", "di.zip/Connections.csv:7"}


def test_a_job_keeps_the_days_for_which_others_vouch(telling: Tell) -> None:
    early = replace(IDA, seen_on="2026-10-01")
    told = telling(*STORY, *RECORDS, *upload(CY, [IDA]), *upload(DI, [early]))
    Presenter(told.workspace).share(CY, Level.HIDDEN, by=CY, at=NOON)

    snapshots = [
        told.workspace.scene(DAY, viewer).view.snapshot for viewer in (None, viewer_of(told.workspace.store, CY))
    ]

    assert [last_day_of(one, "Ida Wexford") for one in snapshots] == [date(2026, 10, 1), date(2026, 11, 20)]


def last_day_of(snapshot: Snapshot, name: str) -> date:
    """Until when it is certain that somebody was somewhere."""
    [number] = [one for one in range(snapshot.persons) if snapshot.name_of_person(one) == name]
    return date.fromordinal(int(snapshot.fact_sure_to[snapshot.fact_person == number].max()))


def test_a_person_is_called_as_those_call_them_whom_one_may_see(telling: Tell) -> None:
    married = replace(IDA, surname="Wexford-Berg")
    early = replace(IDA, seen_on="2026-10-01")
    items = [*upload(CY, [married]), *records_of(CY, [married]), *upload(DI, [early]), *records_of(DI, [early])]
    owners = [*owner(CY, "Cy Moreau"), *owner(DI, "Di Okafor")]
    presenter = Presenter(telling(*STORY, *owners, *items).workspace)
    presenter.share(CY, Level.HIDDEN, by=CY, at=NOON)

    names = [
        presenter.seen_by(viewer).person("https://www.linkedin.com/in/ida", as_of=DAY)["person"]["name"]
        for viewer in (None, CY)
    ]

    assert names == ["Ida Wexford", "Ida Wexford-Berg"]


def test_matches_with_whom_only_a_hidden_upload_lists_are_shown_to_its_owner_alone(telling: Tell) -> None:
    other = person("crm:ida", "Ida Wexford", company="Snowpeak")
    workspace = telling(*STORY, *RECORDS, other, *upload(CY, [IDA])).workspace
    presenter = Presenter(workspace)
    presenter.share(CY, Level.HIDDEN, by=CY, at=NOON)

    shown = [
        [item["rule"] for item in seen.matches.open(EntityKind.PERSON, limit=9, cursor=None, as_of=DAY)["items"]]
        for seen in (presenter, presenter.seen_by(CY))
    ]

    assert shown == [[], ["namesakes"]]
    with pytest.raises(NotFound):
        presenter.matches.why(str(contact("ida")), str(other.key), as_of=DAY)


def test_people_are_told_all_that_is_kept_of_them_and_erased_whoever_hides_them(sharing: Sharing) -> None:
    presenter = sharing(Level.HIDDEN)

    kept = presenter.everything("Ida Wexford", as_of=DAY)

    assert {one["fact"] for one in kept["facts"]} == {"tie", "spell"}
    assert erase_person(presenter._workspace, "Ida Wexford", at=NOON) == 1

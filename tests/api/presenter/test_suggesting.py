"""While somebody types: the accounts and people whom it could mean, the nearest first."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from api.erasing import erase_person
from api.presenter import Author, Presenter, Wish
from orbit.model import Level
from tests.api.presenter.conftest import Tell
from tests.api.presenter.story import ANA, STORY
from tests.factories import DAY, NOON, company, person, spell
from tests.uploading import Listed, contacts, employers, owner, upload

MARA = person("mara", "Mara Lindqvist", emails=["mara@fjord.example"])
HALE = person("hale", "Robert Hale")
MORE = [
    MARA,
    HALE,
    person("zoe", "Zoë Müller"),
    person("danae", "Danaë Brook"),
    company("fjord", "Fjord AB", domains=["fjord.example"]),
    spell("mara", "fjord", "CFO", "2020", seen_on=DAY),
]
CY = "cy@tidewell.example"
Suggest = Callable[..., list[str]]


@pytest.fixture
def suggest(telling: Tell) -> Suggest:
    """Return what names what is suggested for a text."""
    presenter = Presenter(telling(*STORY, *MORE).workspace)
    return lambda text, limit=8: names(presenter, text, limit)


def names(presenter: Presenter, text: str, limit: int = 8) -> list[str]:
    return [item["name"] for item in presenter.suggest(text, limit=limit, as_of=DAY)["items"]]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("mar", "Mara Lindqvist"),
        ("lindq", "Mara Lindqvist"),
        ("mara lind", "Mara Lindqvist"),
        ("Lindqvist, M", "Mara Lindqvist"),
        ("linqvi", "Mara Lindqvist"),
        ("mara@fjord.example", "Mara Lindqvist"),
        ("https://www.linkedin.com/in/dana-wu", "Dana Wu"),
        ("bob hale", "Robert Hale"),
        ("zoe mue", "Zoë Müller"),
        ("snowp", "Snowpeak GmbH"),
        ("snowpeak.ex", "Snowpeak GmbH"),
        ("snowpaek", "Snowpeak GmbH"),
        ("info@snowpeak.example", "Snowpeak GmbH"),
        ("https://www.linkedin.com/company/snowpeak/", "Snowpeak GmbH"),
    ],
)
def test_what_is_begun_or_misspelt_suggests_whom_it_means(suggest: Suggest, typed: str, name: str) -> None:
    assert suggest(typed)[0] == name


def test_a_person_is_told_apart_by_title_and_company(telling: Tell) -> None:
    other = person("dana2", "Dana Wu", emails=["dana@fjord.example"])
    told = telling(*STORY, other, company("fjord"), spell("dana2", "fjord", "CEO", "2020", seen_on=DAY))

    items = Presenter(told.workspace).suggest("dana", limit=8, as_of=DAY)["items"]

    assert [(item["is"], item["detail"]) for item in items] == [
        ("person", "VP Sales, Snowpeak GmbH"),
        ("person", "CEO, Fjord"),
    ]


def test_whole_words_come_before_beginnings(suggest: Suggest) -> None:
    assert suggest("dana") == ["Dana Wu", "Danaë Brook"]


def test_who_is_called_nearly_so_is_left_out_where_enough_are_called_so(telling: Tell) -> None:
    people = [person(f"mara{number}", f"Mara {last}") for number, last in enumerate(["Ott", "Pym", "Roe"])]
    presenter = Presenter(telling(*STORY, *people, person("maria", "Marta Fox")).workspace)

    assert names(presenter, "mara") == ["Mara Ott", "Mara Pym", "Mara Roe"]


def test_accounts_and_people_each_have_half_of_the_room(telling: Tell) -> None:
    people = [person(f"snow{number}", f"Snow {last}") for number, last in enumerate(["Ott", "Pym", "Roe", "Sal"])]
    presenter = Presenter(telling(*STORY, *people).workspace)

    found = names(presenter, "snow", 4)

    assert (len(found), "Snowpeak GmbH" in found) == (4, True)


@pytest.mark.parametrize("typed", ["", " ", "...", "zzqx", "nobody@elsewhere.example", "\u202e", "x" * 200])
def test_nothing_is_suggested_for_what_nobody_is_called(suggest: Suggest, typed: str) -> None:
    assert suggest(typed) == []


def test_who_was_erased_is_suggested_no_more(telling: Tell) -> None:
    workspace = telling(*STORY, *MORE).workspace
    presenter = Presenter(workspace)
    assert names(presenter, "lindq") == ["Mara Lindqvist"]

    erase_person(workspace, "mara@fjord.example", at=NOON)

    assert names(presenter, "lindq") == []


@pytest.mark.parametrize(("level", "is_told"), [(Level.FULL, True), (Level.COUNT, False), (Level.HIDDEN, False)])
def test_whom_only_a_hidden_upload_names_is_suggested_to_its_owner_alone(
    telling: Tell, level: Level, *, is_told: bool
) -> None:
    records = [*owner(CY, "Cy Moreau"), *contacts(["ida"]), *employers(["snowpeak"])]
    presenter = Presenter(telling(*STORY, *records, *upload(CY, [Listed("ida", "snowpeak")])).workspace)
    presenter.share(CY, level, by=CY, at=NOON)
    [mine] = names(presenter.seen_by(CY), "ida")

    told = [names(presenter.seen_by(viewer), typed) for viewer in (None, ANA) for typed in ("ida", "idaa", mine)]

    assert told == [[mine] if is_told else []] * 6


def test_an_ask_takes_nothing_back_that_was_worked_out_for_suggesting(telling: Tell) -> None:
    workspace = telling(*STORY).workspace
    presenter = Presenter(workspace)
    presenter.suggest("dana", limit=8, as_of=DAY)
    before = workspace.scene(DAY).worked_out["standing"]

    presenter.plan_ask(Wish("snowpeak.example", "Dana Wu", "Bo Krantz", None, None, ""), Author("ana", NOON, DAY))

    assert workspace.scene(DAY).worked_out["standing"] is before

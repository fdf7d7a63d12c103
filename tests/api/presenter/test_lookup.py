"""From what a user types to whom they mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from api.presenter import AsksWanted, Author, PathsRequest, Presenter, Wish
from api.presenter.month.questions import Answer
from orbit.errors import NotFound
from orbit.model import EntityKind
from tests.api.presenter.conftest import Tell
from tests.api.presenter.story import STORY
from tests.factories import DAY, NOON, account_state, company, person, spell

ASKED = PathsRequest(requester=None, title=None, limit=1, as_of=DAY)


def account(presenter: Presenter, key: str) -> str:
    return str(presenter.account(key, as_of=DAY)["name"])


def someone(presenter: Presenter, key: str) -> str:
    return str(presenter.person(key, as_of=DAY)["person"]["name"])


@pytest.mark.parametrize(
    "key",
    [
        "snowpeak.example",
        "WWW.Snowpeak.Example",
        " https://www.snowpeak.example/about ",
        "https://www.linkedin.com/company/snowpeak/",
        "linkedin.com/company/Snowpeak",
        "salesforce:-:Account:001A",
        "Salesforce:00D1:account:001A",
        "dana.wu@snowpeak.example",
        "Snowpeak GmbH",
        "SNOWPEAK",
        "snowpeak, inc.",
    ],
)
def test_an_account_answers_to_everything_it_is_known_by(story: Presenter, key: str) -> None:
    assert account(story, key) == "Snowpeak GmbH"


@pytest.mark.parametrize(
    "key",
    [
        "dana.wu@snowpeak.example",
        " Dana.Wu@Snowpeak.example",
        "https://www.linkedin.com/in/dana-wu?trk=x",
        "linkedin.com/in/Dana-Wu/",
        "Dana Wu",
        "dana  WU",
    ],
)
def test_a_person_answers_to_everything_they_are_known_by(story: Presenter, key: str) -> None:
    assert someone(story, key) == "Dana Wu"


def test_both_answer_to_their_ids(telling: Tell) -> None:
    told = telling(*STORY)
    presenter = Presenter(told.workspace)

    assert account(presenter, told.entity("snowpeak", EntityKind.COMPANY)) == "Snowpeak GmbH"
    assert someone(presenter, told.entity("dana")) == "Dana Wu"


def test_an_id_of_a_crm_answers_in_its_short_and_its_long_spelling(telling: Tell) -> None:
    told = telling(*STORY, company("fjord", "Fjord", ids=["salesforce:-:account:001Qy00000AbCdEIAV"]))
    presenter = Presenter(told.workspace)

    names = {account(presenter, f"salesforce:-:Account:{text}") for text in ("001Qy00000AbCdEIAV", "001Qy00000AbCdE")}

    assert names == {"Fjord"}


@pytest.mark.parametrize(
    "key", ["", " ", "...", "Snowpaek", "other.example", "com_000000000000", "http://[::1", "x" * 3000, "a:b:c:d"]
)
def test_an_unknown_account_names_the_three_nearest(demo_presenter: Presenter, key: str) -> None:
    with pytest.raises(NotFound) as caught:
        demo_presenter.paths(key, ASKED)

    assert len(caught.value.nearest) == 3


def test_a_misspelt_name_means_its_account_or_has_it_first_among_the_nearest(demo_presenter: Presenter) -> None:
    name, domain = _first_account(demo_presenter)

    try:
        found = demo_presenter.paths(f"{name[:3]}{name[4:]}", ASKED)["account"]["name"]
    except NotFound as refusal:
        found = refusal.nearest[0].removesuffix(f" ({domain})")

    assert found == name


def test_a_slip_in_a_long_name_means_the_account_surely(telling: Tell) -> None:
    known = company("fjord", "Fjordline International Freight", domains=["fjordline.example"])
    presenter = Presenter(telling(*STORY, known, account_state("fjord", seen_on="2020-01-01")).workspace)

    assert account(presenter, "Fjordline Intl. Frieght") == "Fjordline International Freight"


def test_a_word_more_is_not_surely_the_account(telling: Tell) -> None:
    known = company("fjord", "Fjordline International Freight", domains=["fjordline.example"])
    presenter = Presenter(telling(*STORY, known, account_state("fjord", seen_on="2020-01-01")).workspace)

    with pytest.raises(NotFound) as caught:
        account(presenter, "Fjordline International Freight Bank")

    assert caught.value.nearest[0].startswith("Fjordline International Freight")


def _first_account(presenter: Presenter) -> tuple[str, str]:
    item = presenter.accounts(as_of=DAY, limit=1, cursor=None)["items"][0]
    return item["name"], item["domain"]


def test_a_part_of_a_name_is_not_the_name(story: Presenter) -> None:
    with pytest.raises(NotFound):
        account(story, "Snow")


def test_a_name_that_two_accounts_bear_asks_for_the_domain(telling: Tell) -> None:
    presenter = Presenter(telling(*STORY, *_other_snowpeak()).workspace)

    with pytest.raises(NotFound, match="2 companies are called 'Snowpeak'") as caught:
        account(presenter, "Snowpeak")

    assert set(caught.value.nearest) == {"Snowpeak GmbH (snowpeak.example)", "Snowpeak Ltd (peak.example)"}


def test_a_name_in_full_is_the_account_of_that_very_name(telling: Tell) -> None:
    presenter = Presenter(telling(*STORY, *_other_snowpeak()).workspace)

    assert (account(presenter, "snowpeak ltd"), account(presenter, "Snowpeak GmbH")) == (
        "Snowpeak Ltd",
        "Snowpeak GmbH",
    )


def _other_snowpeak() -> list[object]:
    other = company("peak", "Snowpeak Ltd", domains=["peak.example"])
    return [other, account_state("peak", seen_on="2020-01-01")]


def test_an_account_goes_before_another_company_of_its_name(telling: Tell) -> None:
    presenter = Presenter(telling(*STORY, company("other", "Snowpeak", domains=["elsewhere.example"])).workspace)

    assert account(presenter, "Snowpeak") == "Snowpeak GmbH"


def test_of_two_people_of_one_name_the_ids_are_given(telling: Tell) -> None:
    other = person("dana2", "Dana Wu", emails=["dana@fjord.example"])
    told = telling(*STORY, other, company("fjord"), spell("dana2", "fjord", "CEO", "2020", seen_on=DAY))

    with pytest.raises(NotFound, match="2 people are called that") as caught:
        someone(Presenter(told.workspace), "Dana Wu")

    assert sorted(caught.value.nearest) == sorted(
        [f"Dana Wu, VP Sales, Snowpeak GmbH ({told.entity('dana')})", f"Dana Wu, CEO, Fjord ({told.entity('dana2')})"]
    )


@pytest.mark.parametrize("key", ["", "Nobody Known", "nobody@snowpeak.example", "per_000000000000"])
def test_an_unknown_person_is_not_found(story: Presenter, key: str) -> None:
    with pytest.raises(NotFound, match="Nobody answers"):
        someone(story, key)


def test_an_unknown_rep_names_the_reps_there_are(story: Presenter) -> None:
    with pytest.raises(NotFound) as caught:
        story.paths("snowpeak.example", replace(ASKED, requester="joe@tidewell.example"))

    assert caught.value.nearest == ("ana.ruiz@tidewell.example",)


@pytest.mark.parametrize("key", ["Ana Ruiz", "ruiz, ana", "ANA RUIZ"])
def test_a_rep_may_be_named(story: Presenter, key: str) -> None:
    [rep] = story.week(rep=key, as_of=DAY)["reps"]

    assert rep["rep"]["name"] == "Ana Ruiz"


def test_a_customer_is_no_rep(story: Presenter) -> None:
    with pytest.raises(NotFound):
        story.week(rep="bo@northwind.example", as_of=DAY)


@pytest.mark.parametrize("key", ["ANA.RUIZ@tidewell.example", "Ana Ruiz", "linkedin.com/in/ana-ruiz"])
def test_a_requester_may_be_named_in_any_way(story: Presenter, key: str) -> None:
    answer = story.paths("snowpeak.example", replace(ASKED, requester=key))

    assert answer["requester"]["name"] == "Ana Ruiz"


MARA = person("mara", "Mara Lindqvist", emails=["mara@snowpeak.example"])


@pytest.mark.parametrize(
    "typed",
    ["Mara Linqvist", "mara lindqvsit", "Mara Lindkvist", "LINDQVIST, MARRA", "Mara  Lindqvistt", "Nara Lindqvist"],
)
def test_a_slip_in_a_name_still_finds_the_one_who_is_called_so(telling: Tell, typed: str) -> None:
    presenter = Presenter(telling(*STORY, MARA).workspace)

    assert someone(presenter, typed) == "Mara Lindqvist"


def test_between_two_who_are_nearly_called_so_nobody_is_guessed(telling: Tell) -> None:
    presenter = Presenter(telling(*STORY, MARA, person("marta", "Marta Lindqvist")).workspace)

    with pytest.raises(NotFound, match="Did you mean one of these") as refused:
        someone(presenter, "Mata Lindqvist")

    assert [near.split(" (")[0] for near in refused.value.nearest] == ["Mara Lindqvist", "Marta Lindqvist"]


def test_who_is_only_somewhat_alike_is_offered_and_not_taken(telling: Tell) -> None:
    presenter = Presenter(telling(*STORY, MARA).workspace)

    with pytest.raises(NotFound, match="Did you mean") as refused:
        someone(presenter, "Mario Lindquist")

    assert "Mara Lindqvist" in refused.value.nearest[0]


@pytest.mark.parametrize("typed", ["Zz", "Q. Far", "Quentin Farrow"])
def test_short_and_unlike_names_find_nobody(story: Presenter, typed: str) -> None:
    with pytest.raises(NotFound, match="Nobody answers") as refused:
        someone(story, typed)

    assert refused.value.nearest == ()


HALE = person("hale", "Robert Hale", emails=["hale@snowpeak.example"])


@pytest.mark.parametrize("typed", ["Bob Hale", "Hale, Rob", "hale robert", "Roberthale"])
def test_a_short_form_another_order_or_a_missing_blank_finds_the_one_who_is_called_so(
    telling: Tell, typed: str
) -> None:
    presenter = Presenter(telling(*STORY, HALE).workspace)

    assert someone(presenter, typed) == "Robert Hale"


@pytest.mark.parametrize(
    ("typed", "names"), [("Alex Hale", ["Alexander Hale", "Alexandra Hale"]), ("Dan Wu", ["Dana Wu", "Daniel Wu"])]
)
def test_who_may_be_one_of_two_is_guessed_to_be_neither(telling: Tell, typed: str, names: list[str]) -> None:
    two = [person("sander", "Alexander Hale"), person("sandra", "Alexandra Hale"), person("daniel", "Daniel Wu")]
    presenter = Presenter(telling(*STORY, *two).workspace)

    with pytest.raises(NotFound, match="Did you mean") as refused:
        someone(presenter, typed)

    assert sorted(near.split(" (")[0].split(",")[0] for near in refused.value.nearest[:2]) == names


@pytest.mark.parametrize("typed", ["Dana", "Dan W", "wu"])
def test_a_part_of_a_name_is_offered_and_not_taken(story: Presenter, typed: str) -> None:
    with pytest.raises(NotFound, match="Did you mean") as refused:
        someone(story, typed)

    assert refused.value.nearest[0].startswith("Dana Wu, VP Sales, Snowpeak GmbH (per_")


def test_what_is_offered_can_be_given_back_as_it_stands(telling: Tell) -> None:
    presenter = Presenter(telling(*STORY, MARA, person("marta", "Marta Lindqvist")).workspace)
    with pytest.raises(NotFound) as refused:
        someone(presenter, "Mata Lindqvist")

    assert [someone(presenter, near) for near in refused.value.nearest] == ["Mara Lindqvist", "Marta Lindqvist"]


def test_every_place_that_takes_a_name_offers_whom_it_may_mean(telling: Tell) -> None:
    presenter = Presenter(telling(*STORY, MARA, person("marta", "Marta Lindqvist")).workspace)
    typed, wish = "Mata Lindqvist", Wish("snowpeak.example", "Dana Wu", "Bo Krantz", None, None, "")
    author = Author("ana", NOON, DAY)
    places: list[Callable[[], object]] = [
        lambda: presenter.person(typed, as_of=DAY),
        lambda: presenter.everything(typed, as_of=DAY),
        lambda: presenter.paths("snowpeak.example", replace(ASKED, requester=typed)),
        lambda: presenter.paths("snowpeak.example", replace(ASKED, without=(typed,))),
        lambda: presenter.week(rep=None, as_of=DAY, what_if=(f"{typed}=+1",)),
        lambda: presenter.asks(AsksWanted(connector=typed), rep=None, as_of=DAY),
        lambda: presenter.plan_ask(replace(wish, target=typed), author),
        lambda: presenter.plan_ask(replace(wish, connector=typed), author),
        lambda: presenter.confirm(Answer(typed, "Dana Wu", None, DAY, "ana"), at=NOON),
    ]

    offered = [_offered(place) for place in places]

    assert offered == [("Mara Lindqvist", "Marta Lindqvist")] * len(places)


def _offered(place: Callable[[], object]) -> tuple[str, ...]:
    with pytest.raises(NotFound) as refused:
        place()
    assert refused.value.typed == "Mata Lindqvist"
    return tuple(near.split(" (")[0] for near in refused.value.nearest)


def test_all_that_is_kept_of_somebody_is_told_only_of_who_is_named_exactly(telling: Tell) -> None:
    presenter = Presenter(telling(*STORY, MARA).workspace)

    with pytest.raises(NotFound, match="Did you mean"):
        presenter.everything("Mara Linqvist", as_of=DAY)

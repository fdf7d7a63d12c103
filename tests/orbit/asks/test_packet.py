"""The words of an ask: for every signal and circle, grounded, and without gaps."""

from dataclasses import replace

import pytest

from orbit.asks.packet.write import Someone, Us, first_name, make_packet
from orbit.book import SignalView
from orbit.errors import UsageError
from orbit.model import Circle, SignalKind
from tests.orbit.asks.packets import PITCH, POLICY, TARGET, champion, facts, packet, signal

AE = "Account Executive (m/f/d) – Berlin"
THREE_NOW = [signal(title=AE, id="1"), signal(title=AE, id="2", age=4), signal(title="Account Executive", id="3")]
TWO_IN_OCTOBER = [signal(title=AE, id="1", age=40), signal(title=AE, id="2", age=41), signal(title=AE, id="3", age=70)]

IN_TWO_FIELDS = [signal(title="Hiring in sales", id="1"), signal(title="Hiring in finance", id="2", age=4)]
THREE_ROLES = [signal(title=title, id=title, age=41) for title in ("SDR", "Head of Sales", "Recruiter")]


@pytest.mark.parametrize(
    ("signals", "clause"),
    [
        (THREE_NOW, "just posted three Account Executive roles"),
        ([signal(title="Three AE roles posted")], "just posted three AE roles"),
        ([signal(title=AE)], "just posted an Account Executive role"),
        ([signal(title=AE), signal(title="SDR", id="2")], "just posted an Account Executive role and one more"),
        (IN_TWO_FIELDS, "just posted a sales role and one more"),
        (THREE_ROLES, "posted a Head of Sales role and two more in October"),
        ([signal(title="???")], "just posted a new role"),
        ([signal(title="Five roles posted")], "just posted five roles"),
        (TWO_IN_OCTOBER, "posted two Account Executive roles in October"),
        ([signal(SignalKind.FUNDING, "Series B: EUR 12,000,000 raised")], "just raised a Series B of EUR 12 million"),
        ([signal(SignalKind.FUNDING, "Seed raised", 45)], "raised a seed round in October"),
        ([signal(SignalKind.FUNDING, "$8M raised")], "just raised $8 million"),
        ([signal(SignalKind.FUNDING, "")], "just raised new funding"),
        ([signal(SignalKind.LEADERSHIP_CHANGE, "New CRO: Lena Ho")], "just announced a change in its leadership (CRO)"),
        ([signal(SignalKind.LEADERSHIP_CHANGE, "Change of directors")], "just announced a change in its leadership"),
        ([signal(SignalKind.REORG, "New regions")], "just announced a reorganisation"),
        ([signal(SignalKind.LAYOFF, "10 % leave", 30)], "reduced its team in October"),
        ([signal(SignalKind.JOB_CHANGE, "Lena Ho joined")], "just had a change in its team"),
        ([signal(SignalKind.NEWS, "New office in Oslo")], "was just in the news (“New office in Oslo”)"),
        ([signal(SignalKind.NEWS, "Read <this> now. " * 9)], "was just in the news"),
    ],
)
def test_the_blurb_says_who_we_are_and_why_now(signals: list[SignalView], clause: str) -> None:
    assert packet(*signals).blurb == f"{PITCH} Snowpeak {clause}, so Dana Wu, VP Sales, may find the timing right."


def test_a_new_job_of_the_target_is_told_as_theirs() -> None:
    moved = replace(signal(SignalKind.JOB_CHANGE, "Joined as VP Sales"), person=TARGET)

    made = packet(moved)

    assert made.blurb.endswith("Dana Wu, VP Sales, just started a new role at Snowpeak, so the timing may be right.")
    assert "You just started a new role at Snowpeak, so I thought of you." in made.voice


def test_the_signal_that_adds_most_heat_is_told() -> None:
    made = packet(signal(SignalKind.FUNDING, "Series B raised", 30, "1"), signal(age=40, id="2"))

    assert "posted an Account Executive role in October" in made.blurb


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        (None, "Dana Wu may"),
        ("", "Dana Wu may"),
        ("VP Sales at Snowpeak | Speaker", "Dana Wu, VP Sales, may"),
        ("[Title]", "Dana Wu may"),
        ("I help companies and people who want to grow their business with love", "Dana Wu may"),
    ],
)
def test_a_missing_or_odd_title_leaves_no_gap(title: str | None, shown: str) -> None:
    made = packet(target=Someone("Dana Wu", title, "Snowpeak", TARGET))

    assert shown in made.blurb
    assert ", ," not in made.email.body


def test_the_mail_asks_one_connector_for_one_person_and_makes_no_easy() -> None:
    mail = packet().email

    assert mail.subject == "Introduction to Dana Wu at Snowpeak?"
    assert mail.body == (
        "Hi Kim,\n\n"
        "Would you introduce me to Dana Wu, VP Sales at Snowpeak?"
        " If so, please forward the lines below; a plain no is fine too.\n\n"
        "---\n"
        f"{PITCH} Snowpeak just posted an Account Executive role, so Dana Wu, VP Sales, may find the timing right.\n\n"
        "If Dana is happy with their current solution, please disregard.\n"
        "---\n\n"
        "Thank you,\nAna Li"
    )


@pytest.mark.parametrize(
    ("circle", "opening"),
    [
        (Circle.CHAMPION, "Hi Dana, at Fjordline we work with Northwind. What it did for us: Cut ramp time"),
        (Circle.EX_CUSTOMER, "Hi Dana, I know Northwind from my time as their customer. What it did for us: Cut"),
        (Circle.TEAM, "Hi Dana, I work at Northwind, with Ana Li. Northwind helps"),
        (Circle.ADVISOR, "Hi Dana, I advise Northwind. Northwind helps"),
        (Circle.BOARD, "Hi Dana, I sit on the board of Northwind. Northwind helps"),
        (Circle.INVESTOR, "Hi Dana, we are investors in Northwind. Northwind helps"),
    ],
)
def test_each_circle_speaks_in_its_own_voice(circle: Circle, opening: str) -> None:
    made = packet(circle=circle)

    assert made.voice.startswith(opening)
    assert "Snowpeak just posted an Account Executive role, so I thought of you." in made.voice


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"win_story": "Half the ramp time."}, "What it did for us: Half the ramp time. Snowpeak"),
        ({"outcome": "20 deals more a year"}, "Northwind. The result: 20 deals more a year. Snowpeak"),
        ({"nps": 9}, "Northwind. I would recommend them. Snowpeak"),
        ({"nps": 8}, "we work with Northwind. Snowpeak"),
        ({"win_story": "Book a meeting at calendly.com/us"}, "we work with Northwind. Snowpeak"),
    ],
)
def test_the_customer_says_only_what_is_on_file_and_fit_to_say(told: dict[str, object], said: str) -> None:
    assert said in packet(champion=champion(**told)).voice


def test_the_evidence_names_every_fact_that_is_told() -> None:
    signals = [signal(title=AE, id="1"), signal(title=AE, id="2"), signal(SignalKind.NEWS, "Prize", 20, "3")]

    assert packet(*signals).evidence == ("signal-1", "signal-2", "fact-win_story", "spell-1")
    assert packet(*signals, circle=Circle.ADVISOR).evidence == ("signal-1", "signal-2", "spell-1")


@pytest.mark.parametrize("age", [181, -1])
def test_without_a_fresh_signal_there_is_no_packet(age: int) -> None:
    with pytest.raises(UsageError, match="Snowpeak shows no fresh signal"):
        packet(signal(age=age))


@pytest.mark.parametrize(
    ("pitch", "told"),
    [
        ("", "one plain sentence"),
        ("We help. You win.", "one plain sentence"),
        ("We work for Acme Inc.", "one plain sentence"),
        ("word " * 31, "one plain sentence of at most 30 words"),
        ("We help [Company] grow", "holds '\\[Company\\]'"),
        ("See our deck at northwind.example", "holds 'our deck'"),
    ],
)
def test_our_own_sentence_is_checked(pitch: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        packet(us=Us("Northwind", pitch))


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "---"])
def test_a_person_without_a_name_cannot_be_asked_for(name: str) -> None:
    with pytest.raises(UsageError, match="the target has no name"):
        packet(target=Someone(name))


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Dana Wu", "Dana"),
        ("Dr. Dana Wu, MBA", "Dana"),
        ("Wu, Dana", "Dana"),
        ("J. Smith", "J. Smith"),
        ("Cher", "Cher"),
        ("李 明", "李 明"),
    ],
)
def test_people_are_addressed_by_their_first_name(name: str, first: str) -> None:
    assert first_name(name) == first


def test_a_workspace_may_say_it_in_its_own_words() -> None:
    made = make_packet(facts(), POLICY, {"email_subject": "{{ target.first }} ({{ account }})"})

    assert made.email.subject == "Dana (Snowpeak)"
    assert made.blurb == packet().blurb


@pytest.mark.parametrize(
    ("templates", "told"),
    [
        ({"subject": "x"}, "no template 'subject'"),
        ({"blurb": "\n{{ nobody }}"}, "templates/blurb.j2:2: 'nobody' is not known"),
        ({"blurb": "{% if %}"}, "templates/blurb.j2:1: Expected an expression"),
        ({"blurb": "{{ 1 / 0 }}"}, "templates/blurb.j2:1: arithmetic cannot stand"),
        ({"blurb": "{{ ''.__class__.__mro__ }}"}, "templates/blurb.j2:1: only requester"),
    ],
)
def test_a_wrong_template_is_named(templates: dict[str, str], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        make_packet(facts(), POLICY, templates)


def test_a_name_that_looks_like_a_template_is_only_a_name() -> None:
    assert "{{ 7 * 7 }} Wu" in packet(target=Someone("{{ 7 * 7 }} Wu")).blurb

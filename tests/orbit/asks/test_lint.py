"""What no ask may be, and that the shipped words never are."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orbit.asks.lint.refuse import lint
from orbit.asks.lint.rules import VAGUE
from orbit.asks.packet.write import Email, Packet, PacketFacts, Someone, Us, make_packet, names_of
from orbit.model import Circle, SignalKind
from tests.orbit.asks.packets import PITCH, POLICY, champion, facts, packet, signal


def found(changed: Packet, *others: str) -> list[str]:
    """The rules that a packet about Dana Wu at Snowpeak breaks."""
    return [finding.rule for finding in lint(changed, names_of(facts(), others), POLICY.packet)]


def with_blurb(blurb: str) -> Packet:
    """The plain packet with another blurb, in the mail too."""
    plain = packet()
    return replace(plain, blurb=blurb, email=replace(plain.email, body=plain.email.body.replace(plain.blurb, blurb)))


def with_line(line: str) -> Packet:
    """The plain packet with one more line in the mail."""
    plain = packet()
    return replace(plain, email=replace(plain.email, body=f"{plain.email.body}\n{line}"))


def test_the_shipped_words_pass() -> None:
    assert found(packet()) == []


@pytest.mark.parametrize(
    ("blurb", "rules"),
    [
        (f"{PITCH} Snowpeak just posted a role, so Dana Wu may find the timing right.", []),
        (f"{PITCH} Snowpeak just posted a role, so she may find the timing right.", ["no_target"]),
        (f"{PITCH} They just posted a role, so Dana Wu may find the timing right.", ["no_company"]),
        ("Dana Wu at Snowpeak may find the timing right.", ["blurb_sentences"]),
        (f"{PITCH} Dana Wu is at Snowpeak. It is time.", ["blurb_sentences"]),
        (f"{PITCH} Dr. Dana Wu of Snowpeak, formerly Acme Inc. in Oslo, may like it.", []),
        (f"{PITCH} Dana Wu and Ken Adams of Snowpeak may like it.", ["two_people"]),
        (f"{PITCH} Dana Wu, or her colleagues, at Snowpeak or Glacier may like it.", ["two_companies"]),
        (f"{PITCH} Dana Wu at Snowpeak knows Lena Ho too.", ["two_names"]),
    ],
)
def test_an_ask_names_one_person_at_one_company_in_two_sentences(blurb: str, rules: list[str]) -> None:
    assert found(with_blurb(blurb), "Lena Ho", "Glacier AG") == rules


def test_another_company_of_the_list_is_a_second_name() -> None:
    assert found(with_line("Glacier AG would be great as well."), "Lena Ho", "Glacier AG") == ["two_names"]


@pytest.mark.parametrize(
    "line",
    [
        "Do you know anyone who might be interested?",
        "We're trying to grow and could use your help.",
        "We are really looking to grow this year.",
        "Just wanted to pick your brain about who you know.",
        "Could I pick your brains?",
        "No pressure, but if you ever have anyone...",
        "If you ever meet a CRO, tell me.",
        "Any chance you'd be willing to send something?",
        "Our marketing team asked me to ask you.",
        "My manager told me to write.",
        "Hey, do you know anyone else who might be interested in what we do?",
        "Who do you know?",
        "Whom might you know there?",
        "Do you know anyone who might benefit from this?",
        "Perhaps you can think of somebody.",
        "Do you know other people at companies like yours?",
        "Anyone who could benefit is welcome.",
        "We’re trying to grow.",
    ],
)
def test_vague_phrases_and_their_paraphrases_are_refused(line: str) -> None:
    assert {*found(with_line(line))} <= {*VAGUE}
    assert found(with_line(line))


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("Book here: https://calendly.com/ana", "calendar_link"),
        ("Grab a slot: meetings.hubspot.com/ana", "calendar_link"),
        ("My calendar is open.", "calendar_link"),
        ("Please find a time that suits you.", "calendar_link"),
        ("I attached more.", "attachment"),
        ("Here is our deck.", "attachment"),
        ("See the one-pager.", "attachment"),
        ("More in northwind.pdf", "attachment"),
        ("Cc: boss@northwind.example", "copied_colleague"),
        ("I cc'd my boss.", "copied_colleague"),
        ("Copying my sales manager here.", "copied_colleague"),
        ("Adding our SDR.", "copied_colleague"),
        ("Hello [Name],", "placeholder"),
        ("Hello {{ first_name }},", "placeholder"),
        ("Hello <first name>,", "placeholder"),
        ("Hello {name},", "placeholder"),
        ("Price: TBD", "placeholder"),
        ("Lorem ipsum dolor", "placeholder"),
        ("Hello ____,", "placeholder"),
        ("XXX", "placeholder"),
    ],
)
def test_links_files_copies_and_gaps_are_refused(line: str, rule: str) -> None:
    assert found(with_line(line)) == [rule]


@pytest.mark.parametrize(
    "line",
    ["I know Lena well.", "We do attach importance.", "Our deckhands row.", "Growth is fine.", "I have 2 < 3 > 1."],
)
def test_harmless_words_pass(line: str) -> None:
    assert found(with_line(line.replace("attach importance", "care"))) == []


def test_a_copied_address_is_refused() -> None:
    plain = packet()

    assert found(replace(plain, email=replace(plain.email, cc=("boss@northwind.example",)))) == ["copied_colleague"]


@pytest.mark.parametrize(("words", "rules"), [(30, []), (90, ["too_long"])])
def test_a_mail_must_be_forwarded_in_half_a_minute(words: int, rules: list[str]) -> None:
    assert found(with_line("word " * words)) == rules


@pytest.mark.parametrize("kind", SignalKind)
def test_the_longest_words_that_the_policy_allows_still_pass(kind: SignalKind) -> None:
    us = Us("Northwind", "we " * (POLICY.packet.pitch_words - 1) + "help.")
    target = Someone("Dana Wu", "word " * POLICY.packet.title_words)
    told = facts(signal(kind, "one two three four five six"), signal(kind, "six five", id="2"), us=us, target=target)

    assert lint(make_packet(told, POLICY), names_of(told), POLICY.packet) == []


def test_the_way_out_must_be_in_the_mail() -> None:
    plain = packet()
    mute = Email(plain.email.subject, plain.email.body.replace(plain.disqualifier, ""))

    assert found(replace(plain, email=mute)) == ["no_disqualifier"]
    assert found(replace(plain, disqualifier="")) == ["no_disqualifier"]


def test_a_finding_says_where_and_how_to_mend_it() -> None:
    finding = lint(with_line("Hello [Name],"), names_of(facts()), POLICY.packet)[0]

    assert finding.text == "The e-mail says “[Name]”: fill it in or take it out."


ODD = [
    *("O'Neil-Šatrić", "J. R. R. Smith Jr.", "Yahoo!", "Acme Inc.", "[Name]", "{{ x }} y", "TBD GmbH", "Dana", "a.b."),
    *("Who Do You Know Ltd", "Calendly", "<b>Bo</b>", "李明", "A", "If", "no. 5", "Pitch Deck Co.", "i", "X Æ A-12"),
    *("Lorem Ipsum AG", "Our Team", "Cc: Me", "Sr. Account Executive, Sales", "and Co", "Mehr & Mehr", "Inc."),
]
NAMES = st.sampled_from(ODD) | st.text(min_size=1, max_size=40).filter(lambda text: any(c.isalnum() for c in text))
TITLES = (
    st.none()
    | st.sampled_from([*ODD, "VP Sales at Snowpeak", "Attached CFO", "CEO & Co-Founder, Acme. Speaker!"])
    | st.text(max_size=60)
)
SIGNALS = st.lists(
    st.builds(
        signal,
        st.sampled_from(SignalKind),
        st.sampled_from([*ODD, "Three AE roles posted", "Series B: EUR 12,000,000 raised", "New CRO"])
        | st.text(max_size=60),
        st.integers(0, 60),
        st.text("abc", min_size=1, max_size=3),
    ),
    min_size=1,
    max_size=5,
)
FACTS = st.builds(
    lambda names, title, signals, circle, story: facts(
        *signals,
        target=Someone(names[0], title),
        connector=Someone(names[1], None, names[2]),
        requester=Someone(names[3]),
        account=names[4],
        circle=circle,
        champion=champion(win_story=story),
    ),
    st.lists(NAMES, min_size=5, max_size=5),
    TITLES,
    SIGNALS,
    st.sampled_from(Circle),
    st.text(max_size=80) | st.sampled_from(ODD),
)


@given(FACTS)
def test_the_shipped_words_pass_whatever_people_and_companies_are_called(told: PacketFacts) -> None:
    made = make_packet(told, POLICY)

    assert lint(made, names_of(told), POLICY.packet) == []

"""Whatever a signal is called, and however many there are, the sentence about it is one that people write."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from orbit.model import SignalKind
from tests.orbit.asks.packets import PITCH, packet, signal

COUNTS = st.sampled_from(["", "1 ", "One ", "Three ", "5 ", "12+ ", "Several ", "A ", "The ", "Another ", "Two more "])
ADJECTIVES = st.sampled_from(["", "new ", "open ", "first "])
NAMES = st.sampled_from(["", "AE ", "sales ", "Account Executive ", "VP Sales ", "RevOps "])
NOUNS = st.sampled_from(["role", "roles", "positions", "openings", "jobs", "vacancy", "hire"])
FIELDS = st.sampled_from(["", " in sales", " in the sales team", " for Account Executives", " within customer success"])
VERBS = st.sampled_from(["", " posted", " opened", " added", " wanted"])
PLACES = st.sampled_from(["", " (Berlin)", " in Oslo"])
LEADS = st.sampled_from(["", "Hiring ", "Now hiring: ", "Hiring for ", "Hires ", "Posted "])
POSTINGS = st.tuples(LEADS, COUNTS, ADJECTIVES, NAMES, NOUNS, FIELDS, VERBS, PLACES).map("".join)
ODD = [
    *(r"\broles?\b.*\broles?\b", r"\bposted\b.*\bposted\b", r"\ban? (?:\S+ )*roles\b", r"\ba [aeio]", r"\ban [bcdg]"),
    *(
        r"\broles? (?:posted|wanted|opened|added)\b",
        r"\b(?:positions|openings|jobs|vacancy|[Hh]iring|[Hh]ires)\b",
        r"  ",
    ),
]


@given(st.lists(POSTINGS, min_size=1, max_size=3), st.integers(0, 45))
def test_a_sentence_about_roles_reads_well(titles: list[str], age: int) -> None:
    blurb = packet(*(signal(title=title, id=str(number), age=age) for number, title in enumerate(titles))).blurb

    clause = blurb.removeprefix(f"{PITCH} Snowpeak ").removesuffix(", so Dana Wu, VP Sales, may find the timing right.")
    assert [pattern for pattern in ODD if re.search(pattern, clause)] == [], clause


@given(st.sampled_from(SignalKind), st.one_of(POSTINGS, st.sampled_from(["", "Series B", "New CRO", "$8M"])))
def test_every_kind_of_signal_makes_one_sentence(kind: SignalKind, title: str) -> None:
    blurb = packet(signal(kind, title)).blurb

    assert re.fullmatch(rf"{re.escape(PITCH)} (?:Snowpeak|Dana Wu)[^.!?]+(?:“[^”]*”[^.!?]*)?\.", blurb)

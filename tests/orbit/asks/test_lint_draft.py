"""An ask taken apart: head lines, greeting, what is to be forwarded, signature, sentences."""

from __future__ import annotations

import pytest

from orbit.asks.lint.draft import Draft, Part, read_draft

MAIL = """Subject: Dana
To: kim@fjordline.example
Cc: Rob <rob@northwind.example>

Hi Kim,

Would you introduce me to Dana Wu at Snowpeak?
---
We halve ramp time. Snowpeak hires.
---

Thank you,
Ana Li
"""


def text(draft: Draft, part: Part | None) -> str:
    return "" if part is None else draft.text[part.start : part.end]


def test_an_email_falls_into_its_parts() -> None:
    draft = read_draft(MAIL)

    assert [name for name, _ in draft.heads] == ["subject", "to", "cc"]
    assert [value for value, _ in draft.head("cc")] == ["Rob <rob@northwind.example>"]
    assert text(draft, draft.greeting) == "Hi Kim,"
    assert text(draft, draft.blurb) == "We halve ramp time. Snowpeak hires."
    assert text(draft, draft.signature) == "Thank you,\nAna Li\n"


@pytest.mark.parametrize(
    ("first", "greeting"),
    [
        ("Hi Kim, would you", "Hi Kim,"),
        ("hey kim! could you", "hey kim!"),
        ("Hello Kim Berg – would you", "Hello Kim Berg –"),
        ("Hi Kim would you", "Hi Kim"),
        ("Would you, Kim, do it", ""),
        ("", ""),
    ],
)
def test_a_greeting_ends_before_the_first_sentence(first: str, greeting: str) -> None:
    draft = read_draft(first)

    assert text(draft, draft.greeting) == greeting


@pytest.mark.parametrize(
    "blurb", ["> We help.\n> They hire.", "Blurb: We help. They hire.", "---\nWe help. They hire.\n---"]
)
def test_what_is_to_be_forwarded_is_found_however_it_is_marked(blurb: str) -> None:
    draft = read_draft(f"Hi Kim,\n\nwould you?\n\n{blurb}\n\nAna")

    assert text(draft, draft.blurb).replace("> ", "").split() == ["We", "help.", "They", "hire."]


def test_lines_that_are_only_wrapped_are_one_sentence() -> None:
    wrapped = (
        "Would you introduce me to Dana Wu, who is the VP Sales\nat Snowpeak since May?\nThey hire.\n\nNo stop here"
    )
    listed = "\n\n- one\n- two"

    assert len(read_draft(wrapped + listed).sentences()) == 5

"""Packets worded by somebody else: taken over only where they say nothing that the original does not say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from orbit.asks.lint.kinds import COMMON, KINDS
from orbit.asks.lint.plain import is_link, plain_of
from orbit.asks.packet.facts import Email, Packet
from orbit.asks.sentences import tidy
from orbit.names.text import word_set

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NUMBERS = word_set(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen twenty thirty forty"
    " fifty sixty seventy eighty ninety hundred thousand million billion half third quarter twice double triple dozen"
    " percent monday tuesday wednesday thursday friday saturday sunday january february march april june july august"
    " september october november december yesterday today tomorrow decade"
)
# Words that may begin a sentence, with a capital, without being a name.
_STARTING = (
    COMMON
    | KINDS["MAY"]
    | word_set(
        "as since because given so these those please thank thanks hi hello dear happy feel after before when while"
        " perhaps maybe also yes sure best regards kind sincerely warm would i i'm we're it's they're if"
        " here only he she which where why how then once until although though by from into over our both each let"
        " great good hope glad"
    )
)


def packet_fields(packet: Packet) -> dict[str, Any]:
    """Return what may be worded anew, as JSON values."""
    return {
        "blurb": packet.blurb,
        "voice": packet.voice,
        "email": {"subject": packet.email.subject, "body": packet.email.body},
        "disqualifier": packet.disqualifier,
        "first_message": {"subject": packet.opening.subject, "body": packet.opening.body},
    }


def packet_with(packet: Packet, fields: Any) -> Packet | str:
    """Return the packet with new words, or what is wrong with them; fields that are left out stay as they are."""
    if not isinstance(fields, Mapping):
        return "it is no JSON object"
    texts: dict[str, str] = {}
    for place, old in _flat(packet_fields(packet)).items():
        new = _flat(fields).get(place, old)
        if not isinstance(new, str):
            return f"{place} is no text"
        texts[place] = new
    return replace(
        packet,
        blurb=tidy(texts["blurb"]),
        voice=tidy(texts["voice"]),
        email=Email(tidy(texts["email.subject"]), texts["email.body"].strip()),
        disqualifier=tidy(texts["disqualifier"]),
        opening=Email(tidy(texts["first_message.subject"]), texts["first_message.body"].strip()),
    )


def ungrounded(original: Packet, reworded: Packet) -> str | None:
    """Return the first name, number, date or link that the original does not hold; None where there is none."""
    old = " ".join(map(str, _flat(packet_fields(original)).values()))
    known = set(_plain_words(old))
    links = {chunk.strip(".,;:!?()") for chunk in old.split()}
    for text in _flat(packet_fields(reworded)).values():
        for chunk in str(text).split():
            bare = chunk.strip(".,;:!?()<>\"'")
            if is_link(plain_of(bare).text) and bare not in links:
                return bare
        if (word := _new_word(str(text), known)) is not None:
            return word
    return None


def _new_word(text: str, known: set[str]) -> str | None:
    begins = True
    for match in _WORD.finditer(text):
        word, plain = match.group(), plain_of(match.group()).text
        before = text[max(0, match.start() - 3) : match.start()]
        begins = not before.strip() or before.strip()[-1] in '.!?\n“"' or "\n" in before
        is_told = plain in known or plain.removesuffix("'s") in known
        if is_told or (begins and plain in _STARTING) or plain == "i":
            continue
        if any(char.isdigit() for char in word) or plain in _NUMBERS or not word.islower():
            return word
    return None


def _plain_words(text: str) -> list[str]:
    return [form for match in _WORD.finditer(text) for form in _forms(plain_of(match.group()).text)]


def _forms(word: str) -> tuple[str, ...]:
    return (word, word.removesuffix("'s"))


def _flat(fields: Mapping[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in fields.items():
        if isinstance(value, Mapping):
            flat |= {f"{name}.{inner}": text for inner, text in value.items()}
        else:
            flat[name] = value
    return flat

"""Refuses asks that name nobody or too many, say too much, or say what no ask should."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from orbit.asks.lint import rules
from orbit.asks.lint.forbidden import is_suspect, offences
from orbit.asks.packet.write import Packet, PacketNames, first_name
from orbit.asks.sentences import sentences, tidy, word_count
from orbit.asks.wording import say_number
from orbit.policy import PacketPolicy

_TARGET, _ACCOUNT, _OURS = "Ourtarget", "Ouraccount", "Ourname"
# "Dana Wu and Ken …", "at Snowpeak or Fjordline …"
_JOINED = {
    "two_people": re.compile(rf"\b{_TARGET}(?: Inc\.)? (?:and|or|&) (?!Our|I\b)[A-Z]\w+|\b(?:and|or|&) {_TARGET}\b"),
    "two_companies": re.compile(rf"\bat {_ACCOUNT}(?: Inc\.)? (?:and|or|&) (?!Our)[A-Z]\w+"),
}
# A sign that nobody writes; no name and no phrase reaches over it.
_BETWEEN = "\n\n\x1f\n\n"
_NAMING = ("blurb", "subject", "e-mail", "paragraph", "first message", "script")
_ADVICE = {
    **dict.fromkeys(rules.VAGUE, "ask for one person by name, yes or no."),
    "calendar_link": "leave dates for after they have answered.",
    "attachment": "send no file and no slides with an ask.",
    "copied_colleague": "copy nobody, neither manager nor SDR.",
    "placeholder": "fill it in or take it out.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that the packet breaks, and how to mend it."""

    rule: str
    text: str


def lint(packet: Packet, names: PacketNames, policy: PacketPolicy) -> list[Finding]:
    """Return what is wrong with a packet; nothing when it may go out."""
    parts = {
        "blurb": packet.blurb,
        "paragraph": packet.voice,
        "subject": packet.email.subject,
        "e-mail": packet.email.body,
        "last line": packet.disqualifier,
        "first message": packet.opening.body,
        "script": "\n".join(step.text for step in packet.script),
    }
    # All at once: what is looked for is the same in each part.
    whole = _masked(_BETWEEN.join(parts.values()), names)
    masked = dict(zip(parts, whole.split(_BETWEEN), strict=True))
    return [*_who(packet, names, masked), *_shape(packet, masked, policy), *_words(masked, whole)]


def _who(packet: Packet, names: PacketNames, parts: Mapping[str, str]) -> Iterator[Finding]:
    """Exactly one person at one company."""
    body = tidy(packet.email.body)
    opening = tidy(packet.opening.body)
    needed = (("blurb", packet.blurb), ("e-mail", body), ("first message", opening))
    for rule, name in (("no_target", names.target), ("no_company", names.account)):
        missing = [part for part, text in needed if name not in text]
        if missing:
            yield Finding(rule, f"The {' and the '.join(missing)} must name {name}.")
    masked = [tidy(parts[part]) if part in {"e-mail", "first message"} else parts[part] for part in _NAMING]
    found = [name for name in names.others if any(_has_name(text, name) for text in masked)]
    if found:
        yield Finding("two_names", f"The ask also names {found[0]}: one person at one company, the others later.")
    for rule, pattern in _JOINED.items():
        if any(pattern.search(text) for text in masked):
            yield Finding(rule, "The ask joins a second name to the first: one person at one company.")


def _shape(packet: Packet, masked: Mapping[str, str], policy: PacketPolicy) -> Iterator[Finding]:
    """Two sentences, short enough to forward at once, an easy way out, nobody copied."""
    count = sentences(masked["blurb"])
    if count != policy.blurb_sentences:
        wanted = say_number(policy.blurb_sentences)
        yield Finding("blurb_sentences", f"The blurb has {say_number(count)} sentences; it takes exactly {wanted}.")
    words, most = word_count(masked["e-mail"]), _most_words(policy)
    if words > most:
        text = f"The e-mail has {words} words; {most} can be read and forwarded in {policy.forward_seconds} seconds."
        yield Finding("too_long", text)
    if not packet.disqualifier.strip() or tidy(packet.disqualifier) not in tidy(packet.email.body):
        yield Finding("no_disqualifier", "The e-mail must hold the line that makes it easy to say no.")
    if packet.email.cc:
        yield Finding("copied_colleague", f"The e-mail copies {packet.email.cc[0]}: {_ADVICE['copied_colleague']}")


def _words(masked: Mapping[str, str], whole: str) -> Iterator[Finding]:
    if not any(_may_be_wrong(paragraph) for paragraph in whole.split("\n\n")):
        return
    told: set[tuple[str, str]] = set()
    for part, text in masked.items():
        for offence in offences(text):
            if (offence.rule, offence.words) not in told:
                told.add((offence.rule, offence.words))
                yield Finding(offence.rule, f"The {part} says “{offence.words}”: {_ADVICE[offence.rule]}")


# With the names taken out, packets say much the same: most paragraphs were looked at before.
@lru_cache(maxsize=1 << 12)
def _may_be_wrong(paragraph: str) -> bool:
    return is_suspect(paragraph)


def _most_words(policy: PacketPolicy) -> int:
    return int(policy.forward_seconds * policy.words_per_minute / 60)


def _masked(text: str, names: PacketNames) -> str:
    """Put a plain word for each known name, so that what a name looks like breaks no rule.

    A name that ends in a full stop becomes a word that usually ends in one, so that the sentence may end there.
    """
    tokens = _tokens(names)
    parts, done = [], 0
    ahead = _places(text, dict.fromkeys(tokens, -1), done)
    while ahead:
        # Of names that begin at one place the longest, which stands first. A pattern of all names would do the same,
        # but compiling it would take longer than all else that is checked of a packet.
        name = min(ahead, key=ahead.__getitem__)
        parts += [text[done : ahead[name]], _token(tokens[name], name)]
        done = ahead[name] + len(name)
        ahead = _places(text, ahead, done)
    return "".join([*parts, text[done:]])


def _places(text: str, before: Mapping[str, int], start: int) -> dict[str, int]:
    """Where each name stands next in a text, from `start` on; `before` tells where they were looked for last."""
    places = {name: at if at >= start else _place_of(name, text, start) for name, at in before.items()}
    return {name: at for name, at in places.items() if at >= 0}


@lru_cache(maxsize=256)
def _tokens(names: PacketNames) -> dict[str, str]:
    """The word for each known name, longer names first."""
    tokens = dict.fromkeys((*names.ours, *map(first_name, (*names.ours, names.target))), _OURS)
    tokens |= {names.account: _ACCOUNT, names.target: _TARGET}
    return {name: tokens[name] for name in sorted(filter(None, tokens), key=lambda name: (-len(name), name))}


def _place_of(name: str, text: str, start: int) -> int:
    """Return where a name stands in a text as whole words, from `start` on; -1 where it does not."""
    place = text.find(name, start)
    while place >= 0 and (_in_word(text, place - 1) or _in_word(text, place + len(name))):
        place = text.find(name, place + 1)
    return place


def _in_word(text: str, place: int) -> bool:
    return 0 <= place < len(text) and (text[place].isalnum() or text[place] == "_")


def _token(word: str, name: str) -> str:
    return f"{word} Inc." if name.endswith((".", "!", "?")) else word


def _has_name(text: str, name: str) -> bool:
    return bool(name) and _place_of(name, text, 0) >= 0

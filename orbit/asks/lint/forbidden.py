"""What no ask says: stock phrases and their paraphrases, calendar links, attachments, copied colleagues, gaps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from orbit.asks.lint.grammar import Hit
from orbit.asks.lint.phrases import forbidden_phrases
from orbit.asks.lint.plain import LINK, Word, plain_of, quick_words, words_of
from orbit.names.text import word_set

_PLACEHOLDER = re.compile(
    r"\{\{[^{}]{0,80}\}\}|\{%|%\}|\{\{|\}\}"
    r"|(?<![\w\]])\[[^\W\d_][\w '/.-]{0,40}\]|\{[^\W\d_][\w '/.-]{0,40}\}|<[^\W\d_][\w '/.-]{0,40}>"
    r"|\b(?:tbd|tbc|todo|fixme|lorem ipsum)\b|\bx{3,}\b|(?<!_)_{3,}|(?<!\.)\.{4,}"
    r"|\binsert (?:your |the |their )?(?:name|company|title|first name|role)\b"
    r"|\b(?:first|last|full|company|account|job|contact|target|sender|your)_(?:name|title|company|role)\b"
    r"|%(?:first|last|full|company|account)[ _]?name%|\$\{[\w.]{0,40}\}|\*\|[\w:]{1,40}\|\*"
)
# Where a text holds none of these, it holds no placeholder either.
_GAP_SIGNS = ("{", "}", "[", "<", "_", "%", "*|", "....", "xxx")
_GAP_WORDS = word_set("tbd tbc todo fixme lorem insert")
# Addresses that are a calendar, a meeting or a file, however the words around them are put.
_CALENDARS = re.compile(
    r"(?:^|[/.@])(?:calendly\.com|cal\.com|meetings[\w-]{0,12}\.hubspot\.com|calendar\.google\.com|calendar\.app\.google"
    r"|outlook\.office(?:365)?\.com/book|book\.ms|savvycal\.com|chilipiper\.com|youcanbook\.me|zcal\.co|tidycal\.com"
    r"|doodle\.com|acuityscheduling\.com|oncehub\.com|appointlet\.com|koalendar\.com|motion\.com|fantastical\.app"
    r"|(?:\w{1,20}\.)?zoom\.us|meet\.google\.com|teams\.microsoft\.com|(?:\w{1,20}\.)?webex\.com|whereby\.com)(?![\w-])"
)
_FILES = re.compile(
    r"\.(?:pdf|pptx?|docx?|key|xlsx?|pages)(?:$|[?#])|(?:^|[/.])(?:docsend\.com|slideshare\.net|pitch\.com"
    r"|drive\.google\.com|docs\.google\.com|dropbox\.com|box\.com|wetransfer\.com|we\.tl|prezi\.com|loom\.com)(?![\w-])"
)
# The words that lint puts for known names.
MASKS = word_set("ourtarget ouraccount ourname")
_NAMED = word_set("calendly savvycal chilipiper youcanbook zcal tidycal doodle calcom docsend slideshare")
_BARE = {name: "attachment" if name in {"docsend", "slideshare"} else "calendar_link" for name in _NAMED}


@dataclass(frozen=True, slots=True)
class Offence:
    """A rule that a text breaks, and the words that break it."""

    rule: str
    words: str


def offences(text: str) -> Iterator[Offence]:
    """Yield one offence for each rule that a text breaks."""
    if not is_suspect(text):
        return
    words = [_unmasked(word) for word in words_of(text)]
    told: set[str] = set()
    for hit in [*signs(text, words), *forbidden_phrases().hits(words)]:
        if hit.rule not in told:
            told.add(hit.rule)
            yield Offence(hit.rule, text[hit.start : hit.end].strip())


def is_suspect(text: str) -> bool:
    """Say whether a text may break a rule; nearly none does, and this takes a small part of the time."""
    plain = plain_of(text).text
    words = ["NAME" if word in MASKS else word for word in quick_words(plain)]
    return (
        not _NAMED.isdisjoint(words)
        or not _GAP_WORDS.isdisjoint(words)
        or any(sign in plain for sign in _GAP_SIGNS)
        or forbidden_phrases().may_hold(words)
        or ("." in plain and any(_link_rule(chunk) for chunk in plain.split() if "." in chunk[:-1]))
    )


def signs(text: str, words: list[Word]) -> Iterator[Hit]:
    """Yield what shows by its signs alone, in any language: placeholders, links to calendars and files."""
    plain = plain_of(text)
    for match in _PLACEHOLDER.finditer(plain.text):
        yield Hit("placeholder", plain.place(match.start()), plain.place(match.end() - 1) + 1)
    for word in words:
        rule = _BARE.get(word.plain)
        if word.plain == LINK:
            rule = _link_rule(plain_of(text[word.start : word.end]).text)
        if rule:
            yield Hit(rule, word.start, word.end)


def _link_rule(chunk: str) -> str | None:
    start = chunk[:300].rstrip(".,;:!?)'\"")
    if _CALENDARS.search(start):
        return "calendar_link"
    return "attachment" if _FILES.search(start) else None


def _unmasked(word: Word) -> Word:
    return Word("NAME", word.start, word.end) if word.plain in MASKS else word

"""An ask as somebody wrote it, taken apart: head lines, greeting, what is to be forwarded, and signature."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from orbit.asks.lint.plain import END, Word, plain_of, words_of
from orbit.names.text import word_set

_HEAD = re.compile(r"(?P<name>subject|to|cc|bcc|from|date|betreff|an|sent|reply-to)[ \t]*:[ \t]*(?P<value>.*)", re.I)
_ADDRESS = re.compile(r"[^\s<>,;:\"()]{1,64}@[^\s<>,;:\"()@]{1,255}")
_GREETING = word_set("hi hello hey dear hallo hola morning good greetings hiya yo")
_CLOSING = word_set("thanks thank best regards cheers sincerely kind warm warmly yours many talk grateful ciao")
_COURTESY = word_set(
    "thanks thank great good hope congrats congratulations nice lovely happy cheers welcome sorry hi hello hey glad"
)
_RULER = re.compile(r"[ \t]*(?:-{3,}|={3,}|_{3,}|\*{3,})[ \t]*$")
_BULLET = re.compile(r"[ \t]*(?:[-*\u2022\u2013]|\d{1,2}[.)])[ \t]+")
_MARKED = re.compile(
    r"[ \t]*(?:(?:the |your )?(?:blurb|forwardable|forward this|to forward|lines to forward)[^:\n]{0,40}):[ \t]*",
    re.I,
)
_NAME_WORD = re.compile(r"[\w'’.-]+")
_TO_COMMA = re.compile(r"[^,!:;–—?.\n]{1,40}(?:,|!|:|;|–|—| - )")
_SHORT_LINE = 45
_SIGNATURE_LINES = 8
_MOST_COURTESY = 9


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the text by its first place and the place behind its last."""

    start: int
    end: int

    def holds(self, place: int) -> bool:
        """Say whether a place lies in it."""
        return self.start <= place < self.end


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its words, and where it stands."""

    words: tuple[Word, ...]

    @property
    def start(self) -> int:
        """Where its first word begins."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Where its last word ends."""
        return self.words[-1].end

    @property
    def is_courtesy(self) -> bool:
        """Say whether it only greets, thanks or congratulates."""
        return len(self.words) <= _MOST_COURTESY and self.words[0].plain in _COURTESY


@dataclass(frozen=True, slots=True)
class Draft:
    """An ask in its parts; places are those of `text`. `blurb` is what is marked as to be forwarded, if anything is."""

    text: str
    heads: tuple[tuple[str, Part], ...]
    body: Part
    greeting: Part | None
    signature: Part
    blurb: Part | None
    words: tuple[Word, ...]

    def head(self, *names: str) -> Iterator[tuple[str, Part]]:
        """Yield the value of each head line of these names with where it stands."""
        yield from ((self.text[part.start : part.end], part) for name, part in self.heads if name in names)

    def sentences(self) -> list[Sentence]:
        """Return the sentences of the body, without greeting and signature."""
        return list(_sentences(self.words))


def read_draft(text: str) -> Draft:
    """Take an ask apart, in one pass over its lines."""
    lines = list(_lines(text))
    heads, first = _heads(lines, text)
    rest = [line for line in lines[first:] if line.end > line.start]
    greeting = _greeting(rest, text)
    signature = _signature(rest, text)
    body = Part(rest[0].start if rest else len(text), len(text))
    breaks = [*_breaks(lines[first:], text), *([greeting.end] if greeting else [])]
    said = Part(greeting.end if greeting else body.start, signature.start)
    words = [word for word in words_of(text, breaks) if said.holds(word.start) or word.plain == END]
    subject = [word for part in (part for name, part in heads if name == "subject") for word in _within(text, part)]
    return Draft(text, tuple(heads), body, greeting, signature, _blurb(rest, text), (*subject, *words))


def addresses(text: str) -> list[str]:
    """Return the e-mail addresses of a head line."""
    return _ADDRESS.findall(text)


def _within(text: str, part: Part) -> list[Word]:
    found = words_of(text[part.start : part.end])
    return [Word(word.plain, word.start + part.start, word.end + part.start) for word in found]


def _lines(text: str) -> Iterator[Part]:
    start = 0
    for line in text.splitlines(keepends=True):
        yield Part(start, start + len(line.rstrip()))
        start += len(line)


def _heads(lines: list[Part], text: str) -> tuple[list[tuple[str, Part]], int]:
    """Return the head lines of an e-mail, which stand at its top, and how many lines they take."""
    heads, taken = [], 0
    for line in lines:
        match = _HEAD.fullmatch(text, line.start, line.end)
        if match is None and line.end > line.start:
            break
        if match is not None:
            heads.append((match["name"].lower(), Part(*match.span("value"))))
        taken += 1
    return heads, (taken if heads else 0)


def _greeting(lines: list[Part], text: str) -> Part | None:
    """Return the greeting: "Hi Kim," on its own line or before the first sentence."""
    if not lines:
        return None
    words = list(_NAME_WORD.finditer(text[lines[0].start : min(lines[0].end, lines[0].start + 80)]))
    if not words or plain_of(words[0].group()).text.strip(".") not in _GREETING:
        return None
    reach = next((place for place in (_comma(text, lines[0]),) if place), None)
    whole = lines[0].end if len(words) <= 3 else 0
    end = min(place for place in (reach or len(text) + 1, whole or len(text) + 1))
    if end > len(text):
        # "Hi Kim would you …": the name is at most two words with capitals.
        named = [word for word in words[1:3] if word.group()[:1].isupper()]
        end = lines[0].start + (named[-1] if named else words[0]).end()
    return Part(lines[0].start, end)


def _comma(text: str, line: Part) -> int | None:
    found = _TO_COMMA.match(text, line.start, line.end)
    return found.end() if found else None


def _signature(lines: list[Part], text: str) -> Part:
    """Return the end of an e-mail: from "Thank you," on, or a name on the last line."""
    last = lines[-_SIGNATURE_LINES:]
    for place, line in enumerate(last):
        words = re.findall(r"\w+", plain_of(text[line.start : min(line.end, line.start + 60)]).text)
        is_short = 0 < len(words) <= 4 and not text[line.start : line.end].rstrip().endswith(("?", "."))
        if words and words[0] in _CLOSING and is_short and place > 0:
            return Part(line.start, len(text))
    if len(lines) > 1:
        line = lines[-1]
        words = text[line.start : line.end].split()
        if 0 < len(words) <= 3 and all(word[:1].isupper() or word[:1] in "-–—" for word in words) and _is_name(words):
            return Part(line.start, len(text))
    return Part(len(text), len(text))


def _is_name(words: list[str]) -> bool:
    return not words[-1].endswith(("?", "!", ":", ",")) and not (words[-1].endswith(".") and len(words[-1]) > 2)


def _blurb(lines: list[Part], text: str) -> Part | None:
    """Return what is marked to be forwarded: between two rulers, quoted, or behind "Blurb:"."""
    rulers = [place for place, line in enumerate(lines) if _RULER.match(text, line.start, line.end)]
    if len(rulers) > 1 and rulers[1] > rulers[0] + 1:
        return Part(lines[rulers[0] + 1].start, lines[rulers[1] - 1].end)
    quoted = [line for line in lines if text.startswith(">", line.start)]
    if quoted:
        return Part(quoted[0].start, quoted[-1].end)
    for place, line in enumerate(lines):
        match = _MARKED.match(text, line.start, line.end)
        if match is not None:
            inline = match.end() < line.end
            following = lines[place + 1] if place + 1 < len(lines) else None
            return Part(match.end(), line.end) if inline else following
    return None


def _breaks(lines: list[Part], text: str) -> Iterator[int]:
    """Yield where lines end that end a sentence too: before a blank line, a list, or after a short line."""
    for line, following in pairwise(lines):
        is_blank = following.start == following.end
        is_short = line.end - line.start < _SHORT_LINE and text[following.start : following.start + 1].isupper()
        is_item = _BULLET.match(text, following.start, following.end) or _BULLET.match(text, line.start, line.end)
        is_ruled = _RULER.match(text, following.start, following.end) or text.startswith(">", following.start)
        if is_blank or is_short or is_item or is_ruled:
            yield line.end


def _sentences(words: tuple[Word, ...]) -> Iterator[Sentence]:
    held: list[Word] = []
    for word in words:
        if word.plain != END:
            held.append(word)
        elif held:
            yield Sentence(tuple(held))
            held = []
    if held:
        yield Sentence(tuple(held))

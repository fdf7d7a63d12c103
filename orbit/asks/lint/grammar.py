"""Phrases told by what they are made of: kinds of words in an order, near each other, within one sentence.

A pattern is read from left to right. `KNOW` is a kind of words, `know` that word alone, `a|b` one or the other,
`a?` a word that may be missing, `~3` up to three words that may be anything. No pattern reaches over the end of a
sentence, so each word is looked at a bounded number of times, however long the text is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from orbit.asks.lint.plain import END, LINK, NAME, Word
from orbit.names.text import word_set

_BEFORE = 9
_NO = word_set("no not never without nor zero hardly")
_NO_BEFORE = 4
_PERSONS = word_set("i we he she they it")
_ASKING = word_set(
    "do did would could can might may if whether wonder wondering happen perhaps maybe chance let tell curious ever"
    " should whenever any is are please possibly anyone anybody someone somebody about be mind able willing and or"
    " but hey hi just quick question ask asking feel free"
)
_START = frozenset({END})


class Guard(StrEnum):
    """What must be true around a phrase, so that the same words may also say something harmless."""

    ASKED = "asked"  # the reader is asked, not told something: "do you know", not "you know"
    OUR_OWN = "our own"  # nobody says that it will not be done: "no deck attached"
    UNNAMED = "unnamed"  # no name follows at once: "if you ever meet Dana Wu"
    COMMAND = "command"  # said to the reader: "book a time", not "teams book a time"
    OF_OTHERS = "of others"  # it is not about the reader: "if she is happy", not "if you would rather not"
    OPENING = "opening"  # the sentence begins with it


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to say what a rule forbids, or asks for."""

    rule: str
    pattern: str
    guards: tuple[Guard, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a phrase stands: its rule and the places of its first and behind its last letter."""

    rule: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Slot:
    """One place of a pattern: the words that fit, whether it may be empty, and how many others may come before."""

    words: frozenset[str]
    is_optional: bool = False
    gap: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class _Rule:
    name: str
    slots: tuple[_Slot, ...]
    guards: tuple[Guard, ...]
    needed: tuple[frozenset[str], ...]

    def fits(self, words: Collection[str]) -> bool:
        """Say whether each slot that must be filled can be, the one with the rarest words first."""
        return all(not each.isdisjoint(words) for each in self.needed)


class Grammar:
    """Finds phrases among words; `kinds` says which words are of a kind, each in all its forms."""

    def __init__(self, phrases: Iterable[Phrase], kinds: Mapping[str, frozenset[str]], common: frozenset[str]) -> None:
        self._by_rarest: dict[str, list[_Rule]] = defaultdict(list)
        for phrase in phrases:
            rule = _compiled(phrase, kinds, common)
            for word in rule.needed[0]:
                self._by_rarest[word].append(rule)
        self._rare = frozenset(self._by_rarest)

    def may_hold(self, texts: Sequence[str]) -> bool:
        """Say whether some plain words may hold any phrase, whatever stands around it."""
        wanted = self._by_first(frozenset(texts))
        return any(
            _end_of(rule.slots, texts, place) > place
            for place, text in enumerate(texts)
            for rule in wanted.get(text, ())
        )

    def hits(self, words: Sequence[Word]) -> Iterator[Hit]:
        """Yield each phrase that stands among the words, in the order in which they begin."""
        texts = [word.plain for word in words]
        wanted = self._by_first(frozenset(texts))
        for place, text in enumerate(texts):
            for rule in wanted.get(text, ()):
                end = _end_of(rule.slots, texts, place)
                if end > place and all(_holds(guard, texts, place, end) for guard in rule.guards):
                    yield Hit(rule.name, words[place].start, words[end - 1].end)

    def _by_first(self, present: frozenset[str]) -> dict[str, list[_Rule]]:
        """The rules that may be found among these words, by the word with which they begin."""
        rules = {rule: None for word in sorted(self._rare & present) for rule in self._by_rarest[word]}
        found: dict[str, list[_Rule]] = defaultdict(list)
        for rule in (rule for rule in rules if rule.fits(present)):
            for word in _first_words(rule.slots) & present:
                found[word].append(rule)
        return found


def forms(words: str) -> frozenset[str]:
    """Return words with their inflections; what is no English word does no harm."""
    return frozenset(form for word in words.split() for form in _inflected(word))


def _inflected(word: str) -> Iterator[str]:
    yield from (word, f"{word}s", f"{word}ed", f"{word}ing")
    if word.endswith("e"):
        yield from (f"{word}d", f"{word[:-1]}ing")
    elif word.endswith("y"):
        yield from (f"{word[:-1]}ies", f"{word[:-1]}ied")
    elif word.endswith(("s", "x", "ch", "sh")):
        yield f"{word}es"
    else:
        yield from (f"{word}{word[-1]}ing", f"{word}{word[-1]}ed")


def _compiled(phrase: Phrase, kinds: Mapping[str, frozenset[str]], common: frozenset[str]) -> _Rule:
    slots, gap = [], 0
    for part in phrase.pattern.split():
        if part.startswith("~"):
            gap = int(part[1:])
            continue
        names = part.removesuffix("?").split("|")
        words = frozenset(word for name in names for word in _meant(name, kinds))
        slots.append(_Slot(words, part.endswith("?"), gap))
        gap = 0
    needed = sorted((slot.words for slot in slots if not slot.is_optional), key=lambda words: len(words & common))
    return _Rule(phrase.rule, tuple(slots), phrase.guards, tuple(needed))


def _meant(name: str, kinds: Mapping[str, frozenset[str]]) -> frozenset[str]:
    if name in {NAME, LINK}:
        return frozenset({name})
    return kinds[name] if name.isupper() else frozenset({name})


def _first_words(slots: Sequence[_Slot]) -> frozenset[str]:
    words: set[str] = set()
    for slot in slots:
        words |= slot.words
        if not slot.is_optional:
            break
    return frozenset(words)


def _end_of(slots: Sequence[_Slot], texts: Sequence[str], start: int) -> int:
    """Return the place behind the shortest phrase that begins at `start`; `start` where there is none."""
    ends, begun = {start}, False
    for slot in slots:
        gap = slot.gap if begun else 0
        found = {place + 1 for end in ends for place in _places(slot.words, texts, end, gap)}
        if not found and not slot.is_optional:
            return start
        begun = begun or bool(found)
        ends = ends | found if slot.is_optional else found
    return min(ends)


def _places(words: frozenset[str], texts: Sequence[str], start: int, gap: int) -> Iterator[int]:
    for place in range(start, min(start + gap + 1, len(texts))):
        if texts[place] in words:
            yield place
        if texts[place] == END:
            return


def _holds(guard: Guard, texts: Sequence[str], start: int, end: int) -> bool:
    before = list(_before(texts, start))
    match guard:
        case Guard.ASKED:
            return _is_asked(before, texts[start])
        case Guard.OUR_OWN:
            return _NO.isdisjoint(before[:_NO_BEFORE])
        case Guard.UNNAMED:
            return NAME not in texts[end : end + 4] and NAME not in texts[start:end]
        case Guard.COMMAND:
            return not before or before[0] in _COMMANDING
        case Guard.OF_OTHERS:
            return "you" not in texts[start:end]
        case Guard.OPENING:
            return not before or (before[0] in _OPENERS and len(before) < 3)


_COMMANDING = word_set("you please can could to and or just here then simply also easily directly")
_OPENERS = word_set("and but so also hey hi hello well ps just there") | {NAME}


def _before(texts: Sequence[str], start: int) -> Iterator[str]:
    """Yield the words of the sentence before a place, the nearest first."""
    for place in islice(range(start - 1, -1, -1), _BEFORE):
        if texts[place] == END:
            return
        yield texts[place]


def _is_asked(before: Sequence[str], first: str) -> bool:
    """Say whether the reader is asked for something, rather than told what others do."""
    subject = next((word for word in before if word in _PERSONS or word == "you"), None)
    if subject in _PERSONS:
        return False
    return not before or first in _ASKING or not _ASKING.isdisjoint(before)

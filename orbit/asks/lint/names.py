"""Whom and which company an ask names: what looks like a name is looked up in the workspace's graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Protocol

from orbit.asks.lint.draft import Draft, Part
from orbit.asks.lint.kinds import COMMON, KINDS
from orbit.asks.lint.plain import END, LINK, Word
from orbit.names.text import word_set

# Nobody reads so many; what stands behind them is too long anyway.
MOST_CANDIDATES = 600
_LONGEST = 5
_INSIDE = word_set("of and the de la van von der den del di da dos bin al el ter")
# What follows the name of somebody who does something.
_DOES = (
    KINDS["MAY"]
    | KINDS["TIMING"]
    | KINDS["NEED"]
    | word_set(
        "is are has have had was were just and or also does did seems too looks plans tries grew grows does won lost"
    )
)
_TO = word_set("to with meet between for")
_AT = word_set("at from of with @ joined in")
_NEVER = COMMON | KINDS["TITLE"] | KINDS["TIMING"] | KINDS["ANYONE"] | KINDS["PEOPLE"] | KINDS["CONTENT"] | KINDS["MAY"]
_NO_NAME = _NEVER | word_set(
    "hi hello dear thanks best regards subject re fwd our we you he she they ae sdr sales marketing operations finance"
    " product engineering series seed european emea apac us uk i so if would could their one two three four five six if"
    " introduction intro linkedin quick question yes no great good very please as an account business development from"
    " am is are was were be been have has do did cc ccing bcc they it its but then after before while"
    " when because crm saas ai api nps csat qbr ceo cto revenue people growth"
)


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person of the graph: where they work as far as known, and whether they are a colleague of ours."""

    id: str
    name: str
    companies: frozenset[str] = frozenset()
    company: str = ""
    title: str = ""
    is_colleague: bool = False


@dataclass(frozen=True, slots=True)
class KnownCompany:
    """A company of the graph; `has_signal` says that something fresh is known of it, `news` what may be told of it."""

    id: str
    name: str
    is_us: bool = False
    is_customer: bool = False
    is_account: bool = False
    has_signal: bool = True
    news: str = ""


@dataclass(frozen=True, slots=True)
class Bearers:
    """Who and what bears a name."""

    people: tuple[KnownPerson, ...] = ()
    companies: tuple[KnownCompany, ...] = ()


class Directory(Protocol):
    """What lint asks of a workspace."""

    def bearers(self, names: Sequence[str]) -> Mapping[str, Bearers]:
        """Return who bears each name; names that nobody bears are left out."""
        ...

    def near_people(self, name: str, companies: Iterable[str]) -> list[str]:
        """Return up to three people at these companies (ids) with a name like this; the likeliest to reply for none."""
        ...

    def near_companies(self, name: str) -> list[str]:
        """Return up to three companies with a name like this."""
        ...

    def copied(self, address: str) -> str | None:
        """Say why nobody should copy this address: "a manager"; None for everybody else."""
        ...


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as it stands in the text; `asked_for` where it is what the ask is about: "to …", "at …"."""

    text: str
    part: Part
    first: int
    behind: int
    asked_for: bool = False
    bearers: Bearers = Bearers()

    @property
    def is_known(self) -> bool:
        """Say whether the graph knows anybody or anything of this name."""
        return bool(self.bearers.people or self.bearers.companies)


@dataclass(frozen=True, slots=True)
class Named:
    """The people and companies of an ask, in their order, and what looks like a name but is not known."""

    people: tuple[Mention, ...]
    companies: tuple[Mention, ...]
    strangers: tuple[Mention, ...]
    unknown_companies: tuple[Mention, ...]
    masked: tuple[Word, ...]

    @property
    def company_ids(self) -> frozenset[str]:
        """The ids of everything that bears a company name of the ask."""
        return frozenset(one.id for mention in self.companies for one in mention.bearers.companies)


def names_in(draft: Draft, directory: Directory) -> Named:
    """Return the names of a draft's body; those in greeting, signature and head lines are not asked for."""
    words = draft.words
    candidates = list(islice(_candidates(draft, words), MOST_CANDIDATES))
    known = directory.bearers(list(dict.fromkeys(candidate.text for candidate in candidates)))
    found = [_with_bearers(candidate, known.get(candidate.text)) for candidate in candidates]
    chosen = _written_as_names(_without_overlap(mention for mention in found if _counts(mention, words)))
    people = tuple(one for one in chosen if _person(one) and not _is_ours(one))
    companies = tuple(one for one in chosen if not _person(one) and not any(c.is_us for c in one.bearers.companies))
    taken = {place for mention in chosen for place in range(mention.first, mention.behind)}
    strangers, strange_companies = _strangers(found, taken, words)
    masked = tuple(_masked(words, [*chosen, *strangers]))
    return Named(people, companies, tuple(strangers), tuple(strange_companies), masked)


def _candidates(draft: Draft, words: Sequence[Word]) -> Iterator[Mention]:
    """Yield what may be a name: runs of words with capitals, and what stands behind "to" and "at"."""
    for first, word in enumerate(words):
        if word.plain in {END, LINK}:
            continue
        slot = _slot(words, first)
        lengths = _run(draft.text, words, first, any_case=bool(slot))
        for length in lengths:
            behind = first + length
            part = Part(word.start, words[behind - 1].end)
            text = draft.text[part.start : part.end]
            yield Mention(_trimmed(text), part, first, behind, bool(slot))


def _slot(words: Sequence[Word], first: int) -> str:
    before = words[first - 1].plain if first else END
    return before if before in _TO or before in _AT else ""


def _run(text: str, words: Sequence[Word], first: int, *, any_case: bool) -> list[int]:
    """Return the lengths, longest first, of what may be a name beginning at a word."""
    lengths, length = [], 0
    while first + length < len(words) and length < _LONGEST:
        word = words[first + length]
        if word.plain in {END, LINK} or (length and _is_apart(text, words[first + length - 1], word)):
            break
        length += 1
        is_high = not text[word.start].islower()
        if is_high or (any_case and length <= 3 and word.plain not in _NO_NAME):
            lengths.append(length)
        elif word.plain not in _INSIDE or length == 1:
            break
    return lengths[::-1]


def _is_apart(text: str, one: Word, other: Word) -> bool:
    """Say whether signs that end a name stand between two words: a comma, a bracket, a line's end."""
    between = text[one.end : other.start]
    return any(sign in between for sign in ',;:!?()[]"“”\n/') or len(between) > 4


def _trimmed(text: str) -> str:
    plain = text.strip()
    return plain[:-2] if plain.endswith(("'s", "’s")) else plain.rstrip("'’")


def _with_bearers(mention: Mention, bearers: Bearers | None) -> Mention:
    return mention if bearers is None else replace(mention, bearers=bearers)


def _counts(mention: Mention, words: Sequence[Word]) -> bool:
    """Say whether a known name is meant here: "Dana Wu", "at snowpeak", not "Will" or "Growth" in passing."""
    plain = [word.plain for word in words[mention.first : mention.behind]]
    if not mention.is_known or all(word in _NO_NAME for word in plain):
        return False
    if mention.bearers.people and len(plain) == 1 and mention.text.isascii():
        return bool(mention.bearers.companies) or mention.asked_for
    if mention.bearers.people:
        return True
    if mention.asked_for:
        return True
    is_account = any(one.is_account or one.is_us for one in mention.bearers.companies)
    return is_account and not _only_begins(mention, words)


def _only_begins(mention: Mention, words: Sequence[Word]) -> bool:
    """Say whether a word has its capital from the sentence that it begins: "Ramp time …", not "Snowpeak just …"."""
    is_first = not mention.first or words[mention.first - 1].plain == END
    following = words[mention.behind].plain if mention.behind < len(words) else END
    return is_first and mention.behind - mention.first == 1 and following not in _DOES


def _written_as_names(mentions: list[Mention]) -> list[Mention]:
    """Drop what is called like a company but has no capital, where others have one: "ramp time" is not Ramp."""
    if any(not _person(mention) and not mention.text.islower() for mention in mentions):
        return [mention for mention in mentions if _person(mention) or not mention.text.islower()]
    return mentions


def _person(mention: Mention) -> bool:
    """Say whether a name is a person's; where it is a company's too, one word alone is the company."""
    if not mention.bearers.people:
        return False
    return not mention.bearers.companies or mention.behind - mention.first > 1


def _is_ours(mention: Mention) -> bool:
    return all(person.is_colleague for person in mention.bearers.people)


def _without_overlap(mentions: Iterable[Mention]) -> list[Mention]:
    """Keep the longest of names that share words, in the order of the text."""
    kept: list[Mention] = []
    taken: set[int] = set()
    for mention in sorted(mentions, key=lambda one: (one.first - one.behind, one.first)):
        places = set(range(mention.first, mention.behind))
        if not places & taken:
            taken |= places
            kept.append(mention)
    return sorted(kept, key=lambda one: one.first)


def _strangers(found: Sequence[Mention], taken: set[int], words: Sequence[Word]) -> tuple[list[Mention], list[Mention]]:
    """Return what looks like the full name of a person, or like a company behind "at", and is not known."""
    people, companies, seen = [], [], set(taken)
    for mention in sorted(found, key=lambda one: (one.first, one.first - one.behind)):
        places = set(range(mention.first, mention.behind))
        plain = [word.plain for word in words[mention.first : mention.behind]]
        if places & seen or any(word in _NO_NAME for word in plain) or not mention.text[:1].isupper():
            continue
        before = words[mention.first - 1].plain if mention.first else END
        if before in _AT and before != "with":
            companies.append(mention)
        elif len(plain) in {2, 3} and all(word.end > word.start for word in words[mention.first : mention.behind]):
            people.append(mention)
        else:
            continue
        seen |= places
    return people, companies


def _masked(words: Sequence[Word], mentions: Iterable[Mention]) -> Iterator[Word]:
    """Yield the words with each name as one, so that what a name looks like breaks no rule."""
    behind = {mention.first: mention.behind for mention in mentions}
    place = 0
    while place < len(words):
        end = behind.get(place, place + 1)
        word = words[place]
        yield word if end == place + 1 and place not in behind else Word("NAME", word.start, words[end - 1].end)
        place = end

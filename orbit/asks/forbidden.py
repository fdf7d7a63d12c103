"""What no ask says: vague phrases and their paraphrases, calendar links, attachments, copied colleagues, gaps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Offence:
    """A rule that a text breaks, and the words that break it."""

    rule: str
    words: str


def offences(text: str) -> Iterator[Offence]:
    """Yield one offence for each rule that a text breaks."""
    straight = text.replace("\u2019", "'")
    if not _is_suspect(straight):
        return
    for rule in _FORBIDDEN:
        if (match := _pattern(rule).search(straight)) is not None:
            yield Offence(rule, match.group().strip())


def _is_suspect(text: str) -> bool:
    """Say whether a text may break a rule; nearly none does, and this takes an eighth of the time."""
    # What ignores case also takes a dotless i and a long s for the plain letters.
    small = text.lower().replace("\u0131", "i").replace("\u017f", "s")
    return _WORDS.search(small) is not None or _SIGNS.search(small) is not None


@cache
def _pattern(rule: str) -> re.Pattern[str]:
    return re.compile(_any(_FORBIDDEN[rule]), re.IGNORECASE)


def _any(alternatives: Iterable[str]) -> str:
    return "|".join(f"(?:{alternative})" for alternative in alternatives)


_EDGE = r"\b"
_BOSS = r"(?:manager|boss|lead|director|sdr|vp|team)"
# What forbids words begins with an edge of a word, each of its choices too; what forbids signs begins with neither
# letter nor digit nor blank.
_FORBIDDEN = {
    "vague_phrase": (
        r"\b(?:know|think|aware) (?:of )?(?:any|some)(?:one|body)\b",
        r"\b(?:know|think|aware) (?:of )?(?:any|some|other|more) (?:other )?(?:people|folks|companies|teams|leaders)\b",
        r"\bany(?:one|body) (?:else )?(?:who|that) (?:might|may|could|would) (?:be|benefit|want|need|like|find)\b",
        r"\bwhom? (?:else )?(?:do|might|would|could) you know\b",
        r"\b(?:about|see|share|tell me|on) whom? you (?:might )?know\b",
        r"\bwe(?:'re| are)(?: just| really| all)? (?:trying|looking|hoping|wanting) to grow\b",
        r"\b(?:could|can|would|might)(?: really)? use (?:your|some|a bit of) help\b",
        r"\bpick(?:ing)? (?:your|his|her|their) brains?\b",
        r"\bno pressure\b",
        r"\bif you (?:ever|should|happen to) (?:have|know|meet|come across|think of|hear of)\b",
        r"\bany chance (?:that )?you\b",
        r"\bwilling to (?:send|share|forward) (?:something|anything)\b",
        r"\b(?:our|my|the) (?:\w+ )?(?:team|manager|boss|marketing|management) (?:has |have )?"
        r"(?:asked|told|wants?|wanted) me to\b",
    ),
    "calendar_link": (
        r"\b(?:calendly|savvycal|chilipiper|youcanbook|zcal|tidycal|doodle)\b",
        r"\b(?:cal\.com|meetings\.hubspot|calendar\.google|outlook\.office|calendar\.app)\b",
        r"\b(?:my|our|the) calendar\b",
        r"\b(?:book|grab|find|pick|schedule) (?:a|some|any) (?:time|slot|meeting|call|demo)\b",
    ),
    "attachment": (
        r"\battach(?:ed|ing|ments?)\b",
        r"\b(?:pitch|sales|slide|product|our|my|short) (?:slide )?decks?\b",
        r"\b(?:slides|slide deck|one[- ]?pager|brochure)\b",
        r"\.(?:pdf|pptx?|docx?)\b",
    ),
    "copied_colleague": (
        r"\bb?cc(?:'d|ed|ing)\b",
        r"\bb?cc:",
        rf"\b(?:cc|copy(?:ing)?|loop(?:ing)? in|add(?:ing)?) (?:in )?(?:my|our|the) (?:\w+ ){{0,2}}{_BOSS}\b",
    ),
    "placeholder": (
        r"\{\{|\}\}|\{%|%\}",
        r"[\[{<][^\W\d_][\w '/.-]{0,40}[\]}>]",
        r"\b(?:tbd|tbc|todo|fixme)\b",
        r"\bx{3,}\b",
        r"_{3,}|\.{4,}",
        r"\blorem ipsum\b",
        r"\binsert (?:your |the )?(?:name|company|title)\b",
    ),
}
_ALL = [alternative for alternatives in _FORBIDDEN.values() for alternative in alternatives]
_WORDS = re.compile(rf"\b(?=\w)(?:{_any(each.removeprefix(_EDGE) for each in _ALL if each.startswith(_EDGE))})")
_SIGNS = re.compile(rf"(?=[^a-z0-9\s])(?:{_any(each for each in _ALL if not each.startswith(_EDGE))})")

"""The packet: the words with which a connector is asked, and which they forward. No sentence without a fact."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from orbit.asks.forbidden import offences
from orbit.asks.phrases import as_sentence, leading_sentences, quotable, sentences, tidy, word_count
from orbit.asks.templating import Templates, templates_of
from orbit.asks.why_now import WhyNow, told_of
from orbit.book import ChampionView
from orbit.errors import UsageError
from orbit.model import Circle, EntityId, FactId
from orbit.names import person_name
from orbit.policy import PacketPolicy, Policy

# Where a title ends and the employer or a slogan begins ("VP Sales at Snowpeak | Speaker").
_TAIL = re.compile(r"\s+(?:at|@)\s.*|\s*[|\u2022\u00b7].*")


@dataclass(frozen=True, slots=True)
class Someone:
    """A person as an ask names them."""

    name: str
    title: str | None = None
    company: str | None = None
    id: EntityId | None = None


@dataclass(frozen=True, slots=True)
class Us:
    """Who we are: our name, and one sentence that says what we do."""

    name: str
    pitch: str


@dataclass(frozen=True, slots=True)
class PacketFacts:
    """Everything that a packet may say.

    `why` is what the account's signals say, None when none is fresh; `champion` is what is on file of the connector
    as a customer; `evidence` holds the facts behind the path, the target's title and the connector's circle.
    """

    us: Us
    requester: Someone
    connector: Someone
    circle: Circle
    target: Someone
    account: str
    why: WhyNow | None
    champion: ChampionView | None = None
    evidence: tuple[FactId, ...] = ()


@dataclass(frozen=True, slots=True)
class Email:
    """A draft to the connector; nobody is copied."""

    subject: str
    body: str
    cc: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Packet:
    """What the connector gets: the blurb to forward, a paragraph in their voice, the mail, the way out."""

    blurb: str
    voice: str
    email: Email
    disqualifier: str
    evidence: tuple[FactId, ...]


@dataclass(frozen=True, slots=True)
class PacketNames:
    """The names that a packet may hold (`target` at `account`, and `ours`), and others that it must not."""

    target: str
    account: str
    ours: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def make_packet(facts: PacketFacts, policy: Policy, templates: Mapping[str, str] | None = None) -> Packet:
    """Write the packet of one ask.

    `templates` replaces shipped texts by name. Raises UsageError when a name is missing, when no fresh signal says
    why now, when our own sentence is not one sentence, or when a template is wrong.
    """
    if facts.why is None:
        raise UsageError(f"{tidy(facts.account)} shows no fresh signal: nothing says why to ask now; import signals")
    story = _Story.of(facts.champion, policy)
    return _written(facts, told_of(facts.why, facts.target.id), story, templates_of(templates), policy.packet)


def names_of(facts: PacketFacts, others: tuple[str, ...] = ()) -> PacketNames:
    """Return the names that the packet of these facts may hold; `others` must not be in it."""
    ours = (facts.us.name, facts.requester.name, facts.connector.name, facts.connector.company or "")
    return PacketNames(tidy(facts.target.name), tidy(facts.account), tuple(filter(None, map(tidy, ours))), others)


def first_name(name: str) -> str:
    """Return the name by which a person is addressed; the whole name where the first one is an initial."""
    plain = tidy(name)
    first = tidy(person_name(plain).first)
    return first if len(re.sub(r"\W", "", first)) > 1 else plain


def checked_pitch(text: str, policy: PacketPolicy) -> str:
    """Return the sentence that says who we are, ready for a blurb; raise UsageError saying what is wrong with it."""
    return _pitch(text, policy.pitch_words)


# Every packet of a workspace says the same of it.
@lru_cache(maxsize=16)
def _pitch(text: str, most_words: int) -> str:
    pitch = as_sentence(text)
    found = next(offences(pitch), None)
    if found is not None:
        raise UsageError(f"the sentence that says what we do holds {found.words!r}, which no ask may say")
    # A name follows it in the blurb, so it must end in a word after which a sentence can end.
    if sentences(f"{pitch} Somebody asks.") != 2 or word_count(pitch) > most_words:
        raise UsageError(f"say what we do in one plain sentence of at most {most_words} words, not: {pitch!r}")
    return pitch


@dataclass(frozen=True, slots=True)
class _Story:
    """What the customer says of us, as far as it is fit to be passed on."""

    text: str = ""
    outcome: str = ""
    recommends: bool = False
    facts: tuple[FactId, ...] = ()

    @classmethod
    def of(cls, champion: ChampionView | None, policy: Policy) -> _Story:
        if champion is None:
            return cls()
        text = leading_sentences(champion.win_story or "", policy.packet.story_words)
        outcome = leading_sentences(champion.outcome or "", policy.packet.story_words)
        recommends = champion.nps is not None and champion.nps >= policy.gate.min_nps
        told = {"win_story": text, "outcome": outcome, "nps": recommends and not text and not outcome}
        return cls(text, outcome, recommends, champion.facts(*(name for name, is_told in told.items() if is_told)))


def _written(facts: PacketFacts, why: WhyNow, story: _Story, templates: Templates, policy: PacketPolicy) -> Packet:
    values: dict[str, object] = {
        "us": _needed(facts.us.name, "our company"),
        "pitch": checked_pitch(facts.us.pitch, policy),
        "requester": _Name.of(facts.requester, "the requester", policy),
        "connector": _Name.of(facts.connector, "the connector", policy),
        "target": _Name.of(facts.target, "the target", policy),
        "account": _needed(facts.account, "the account"),
        "why": why,
        "story": story.text,
        "outcome": story.outcome,
        "recommends": story.recommends,
    }
    for name in ("why_now", "blurb", "disqualifier", "thought"):
        values["clause" if name == "why_now" else name] = templates.line(name, values)
    voice = templates.line(f"voice_{facts.circle.value}", values)
    email = Email(templates.line("email_subject", values), templates.text("email_body", values))
    tells_story = facts.circle in {Circle.CHAMPION, Circle.EX_CUSTOMER}
    evidence = (*why.facts, *(story.facts if tells_story else ()), *facts.evidence)
    return Packet(
        str(values["blurb"]), voice, email, str(values["disqualifier"]), evidence=tuple(dict.fromkeys(evidence))
    )


@dataclass(frozen=True, slots=True)
class _Name:
    """A person ready for the templates; title and company are empty where they are unknown or unfit."""

    name: str
    first: str
    title: str
    company: str

    @classmethod
    def of(cls, someone: Someone, role: str, policy: PacketPolicy) -> _Name:
        name = _needed(someone.name, role)
        title = quotable(_TAIL.sub("", tidy(someone.title or "")), policy.title_words)
        return cls(name, first_name(name), title, tidy(someone.company or ""))


def _needed(name: str, role: str) -> str:
    plain = tidy(name)
    if not any(char.isalnum() for char in plain):
        raise UsageError(f"{role} has no name that can be written; give it one")
    return plain

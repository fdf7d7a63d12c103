"""The packet: the words with which a connector is asked, and which they forward. No sentence without a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from orbit.asks.lint.forbidden import offences
from orbit.asks.packet.facts import Clause, Email, Packet, PacketFacts, PacketKind, PacketNames, Someone, Step, Us
from orbit.asks.packet.kind import checked_kind, kind_of
from orbit.asks.packet.phrases import leading_sentences, quotable
from orbit.asks.packet.why_now import told_of
from orbit.asks.sentences import as_sentence, sentences, tidy, word_count
from orbit.asks.wording import say_day
from orbit.book import ChampionView
from orbit.errors import UsageError
from orbit.model import Circle
from orbit.names import person_name
from orbit.policy import PacketPolicy, Policy

if TYPE_CHECKING:
    from orbit.asks.packet.templating import Templates

__all__ = [
    "Clause",
    "Email",
    "Packet",
    "PacketFacts",
    "PacketKind",
    "PacketNames",
    "Someone",
    "Step",
    "Us",
    "checked_pitch",
    "first_name",
    "make_packet",
    "names_of",
    "written_texts",
]

# Where a title ends and the employer or a slogan begins ("VP Sales at Snowpeak | Speaker").
_TAIL = re.compile(r"\s+(?:at|@)\s.*|\s*[|\u2022\u00b7].*")
_CUSTOMERS = frozenset({Circle.CHAMPION, Circle.EX_CUSTOMER})
_SCRIPT = ("value", "name", "forward", "pause", "yes", "no")


def make_packet(
    facts: PacketFacts,
    policy: Policy,
    templates: Mapping[str, str] | None = None,
    kind: PacketKind | None = None,
) -> Packet:
    """Write the packet of one ask.

    `templates` replaces our own and the shipped texts by name, `kind` the kind that fits best. Raises UsageError when a
    name is missing, when no fresh signal says why now, when our own sentence is not one sentence, when the path does
    not allow the kind, or when a template is wrong.
    """
    return _Writer(facts, policy, _templates(facts, templates), kind).packet()


def written_texts(
    facts: PacketFacts,
    policy: Policy,
    templates: Mapping[str, str] | None = None,
    kind: PacketKind | None = None,
) -> dict[str, str]:
    """Return what each template that the packet needs makes of these facts, by its name."""
    writer = _Writer(facts, policy, _templates(facts, templates), kind)
    writer.packet()
    return writer.texts


def names_of(facts: PacketFacts, others: tuple[str, ...] = ()) -> PacketNames:
    """Return the names that the packet of these facts may hold; `others` must not be in it."""
    bridge = "" if facts.bridge is None else facts.bridge.name
    ours = (facts.us.name, facts.requester.name, facts.connector.name, facts.connector.company or "", bridge)
    names = tuple(filter(None, map(tidy, (*ours, facts.former))))
    return PacketNames(tidy(facts.target.name), tidy(facts.account), names, others)


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
    champion: ChampionView | None = None

    @classmethod
    def of(cls, facts: PacketFacts, policy: Policy) -> _Story:
        champion = facts.champion
        if champion is None or facts.circle not in _CUSTOMERS:
            return cls()
        text = leading_sentences(champion.win_story or "", policy.packet.story_words)
        outcome = leading_sentences(champion.outcome or "", policy.packet.story_words)
        recommends = champion.nps is not None and champion.nps >= policy.gate.min_nps
        return cls(text, outcome, recommends, champion)

    def clauses(self) -> Iterator[Clause]:
        """Yield what is told, each with the facts that it came from."""
        told = [("win_story", self.text), ("outcome", self.outcome)]
        if self.recommends and not self.text and not self.outcome:
            told.append(("nps", "would recommend us"))
        for field, text in told:
            if text and self.champion is not None:
                yield Clause(field, text, self.champion.facts(field))


@dataclass(frozen=True, slots=True)
class Name:
    """A person ready for the templates; title and company are empty where they are unknown or unfit."""

    name: str
    first: str
    title: str
    company: str

    @classmethod
    def of(cls, someone: Someone, role: str, policy: PacketPolicy) -> Name:
        """Make a person's names fit to be written."""
        name = _needed(someone.name, role)
        title = quotable(_TAIL.sub("", tidy(someone.title or "")), policy.title_words)
        return cls(name, first_name(name), title, tidy(someone.company or ""))


def _templates(facts: PacketFacts, templates: Mapping[str, str] | None) -> Templates:
    from orbit.asks.packet.templating import templates_of  # most answers hold no packet

    return templates_of({**dict(facts.us.templates), **(templates or {})})


class _Writer:
    """Writes one packet, template by template; `texts` keeps what each of them gave."""

    def __init__(self, facts: PacketFacts, policy: Policy, templates: Templates, kind: PacketKind | None) -> None:
        if facts.why is None:
            raise UsageError(
                f"{tidy(facts.account)} shows no fresh signal: nothing says why to ask now; import signals"
            )
        self._facts = facts
        self._templates = templates
        self._why = told_of(facts.why, facts.target.id)
        self._story = _Story.of(facts, policy)
        self._kind = kind_of(facts, policy.packet) if kind is None else checked_kind(kind, facts)
        self._values = self._given(policy)
        self.texts: dict[str, str] = {}

    def packet(self) -> Packet:
        """Write all of it; later texts may hold earlier ones."""
        for name in ("why_now", "blurb", "disqualifier", "thought"):
            self._values["clause" if name == "why_now" else name] = self._line(name)
        subject = self._line("email_subject_name_drop" if self._kind is PacketKind.NAME_DROP else "email_subject")
        return Packet(
            kind=self._kind,
            blurb=str(self._values["blurb"]),
            voice=self._line(f"voice_{self._speaker()}"),
            email=Email(subject, self._text(_BODIES[self._kind])),
            disqualifier=str(self._values["disqualifier"]),
            opening=Email(subject, self._text("opening")),
            script=tuple(self._steps()),
            clauses=tuple(self._clauses()),
        )

    def _given(self, policy: Policy) -> dict[str, object]:
        facts, words = self._facts, policy.packet
        target = Name.of(facts.target, "the target", words)
        account = _needed(facts.account, "the account")
        return {
            "kind": self._kind.value,
            "circle": facts.circle.value,
            "us": _needed(facts.us.name, "our company"),
            "pitch": checked_pitch(facts.us.pitch, words),
            "requester": Name.of(facts.requester, "the requester", words),
            "connector": Name.of(facts.connector, "the connector", words),
            "bridge": None if facts.bridge is None else Name.of(facts.bridge, "the one in between", words),
            "target": target,
            "account": account,
            "who": f"{target.name}, {target.title} at {account}" if target.title else f"{target.name} at {account}",
            "why": self._why,
            "story": self._story.text,
            "outcome": self._story.outcome,
            "recommends": self._story.recommends,
            "is_customer": facts.circle in _CUSTOMERS,
            "former": tidy(facts.former),
            "draft_due": say_day(facts.as_of + timedelta(days=policy.log.draft_days)),
            "check_in": say_day(facts.as_of + timedelta(days=policy.log.check_in_days)),
        }

    def _line(self, name: str) -> str:
        self.texts[name] = self._templates.line(name, self._values)
        return self.texts[name]

    def _text(self, name: str) -> str:
        self.texts[name] = self._templates.text(name, self._values)
        return self.texts[name]

    def _speaker(self) -> str:
        is_own = self._kind in {PacketKind.NAME_DROP, PacketKind.JOB_CHANGER}
        return self._kind.value if is_own else self._facts.circle.value

    def _steps(self) -> Iterator[Step]:
        """Yield the steps of the live ask; only customers are asked first what it did for them."""
        for name in _SCRIPT:
            text = self._line(f"script_{name}")
            if text:
                yield Step(name, text)

    def _clauses(self) -> Iterator[Clause]:
        yield Clause("who_we_are", str(self._values["pitch"]))
        if self._values["clause"]:
            yield Clause("why_now", f"{self._values['account']} {self._values['clause']}", self._why.facts)
        yield from self._story.clauses()
        yield Clause("path", str(self._values["who"]), self._facts.evidence)


_BODIES = {
    PacketKind.DIRECT: "email_body",
    PacketKind.NAME_DROP: "email_body_name_drop",
    PacketKind.ROUTED: "email_body_routed",
    PacketKind.JOB_CHANGER: "email_body_job_changer",
}


def _needed(name: str, role: str) -> str:
    plain = tidy(name)
    if not any(char.isalnum() for char in plain):
        raise UsageError(f"{role} has no name that can be written; give it one")
    return plain

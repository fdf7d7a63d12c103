"""Reads an ask as a rep would write it and says what is wrong with it, where, why, and how to mend it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from orbit.asks.lint.draft import Draft, Part, Sentence, addresses, read_draft
from orbit.asks.lint.forbidden import signs
from orbit.asks.lint.grammar import Hit
from orbit.asks.lint.names import Directory, Mention, Named, names_in
from orbit.asks.lint.phrases import forbidden_phrases, needed_phrases, own_phrases, several_asks
from orbit.asks.lint.plain import END, Word
from orbit.asks.lint.rules import ENGLISH_ONLY, RULES, VAGUE
from orbit.asks.packet.write import first_name
from orbit.asks.sentences import tidy, word_count
from orbit.asks.wording import say_number
from orbit.names.text import word_set
from orbit.policy import Policy

_ENGLISH = word_set(
    "the a an to of and is are in on for with you i we me my your our it this that would could can if at be have has"
    " do not please who what so but as from by they their he she or just would anyone know any"
)
_JUDGED_WORDS = 300
_FEWEST_WORDS = 6
_ENGLISH_SHARE = 0.17
# So many places of one rule are told; the next ones show when these are mended.
_MOST_TOLD = 20


@dataclass(frozen=True, slots=True)
class LintFinding:
    """One thing to mend: the words with their places in the text, or the whole text where something is missing."""

    rule: str
    numbers: tuple[int, ...]
    words: str
    part: Part
    why: str
    mend: str
    is_advice: bool = False


@dataclass(frozen=True, slots=True)
class LintReport:
    """All findings in the order of the text; `unchecked` are the rules that could not be looked at."""

    findings: tuple[LintFinding, ...]
    words: int
    seconds: float
    is_english: bool
    unchecked: tuple[str, ...]
    person: str = ""
    account: str = ""

    @property
    def is_clean(self) -> bool:
        """Say whether it may go out; advice alone does not hold it back."""
        return all(finding.is_advice for finding in self.findings)


def lint_ask(text: str, directory: Directory, policy: Policy) -> LintReport:
    """Check an ask against every rule on its words; the names are looked up in the directory."""
    draft = read_draft(text)
    is_english = _is_english(draft.words)
    named = names_in(draft, directory)
    if not is_english:
        # Elsewhere every noun may have a capital: what is not known need not be a name.
        named = replace(named, strangers=(), unknown_companies=())
    ask = _Ask(draft, named, directory, policy)
    found = [finding for finding in ask.findings() if is_english or finding.rule not in ENGLISH_ONLY]
    off = set(policy.lint.off)
    kept = [ask.told(finding) for finding in found if finding.rule not in off]
    unchecked = sorted(off | (set() if is_english else ENGLISH_ONLY))
    words = word_count(text[draft.body.start :])
    return LintReport(
        findings=tuple(sorted(kept, key=lambda one: (one.part.start, one.part.end, one.rule))),
        words=words,
        seconds=60 * words / policy.packet.words_per_minute,
        is_english=is_english,
        unchecked=tuple(unchecked),
        person=ask.person,
        account=ask.account,
    )


@dataclass(frozen=True, slots=True)
class _Raw:
    """A finding before it is put in words."""

    rule: str
    part: Part
    note: str = ""
    nearest: tuple[str, ...] = ()


class _Ask:
    """One ask with its names, looked at rule by rule."""

    def __init__(self, draft: Draft, named: Named, directory: Directory, policy: Policy) -> None:
        self._draft = draft
        self._named = named
        self._directory = directory
        self._policy = policy
        self._whole = Part(draft.body.start, len(draft.text.rstrip()))
        self._good = list(needed_phrases().hits(named.masked))
        self._stock = list(self._forbidden())
        self.person = named.people[0].bearers.people[0].name if named.people else ""
        self.account = self._account()
        ids = [one.id for mention in self._asked_companies()[:1] for one in mention.bearers.companies]
        self._likely = next(iter(directory.near_people("", ids)), "") if ids and not self.person else ""

    def findings(self) -> Iterator[_Raw]:
        """Yield everything that is wrong."""
        yield from self._stock
        yield from self._people()
        yield from self._companies()
        yield from self._shape()
        yield from self._missing()
        yield from self._copied()

    def told(self, raw: _Raw) -> LintFinding:
        """Put a finding in words, with a better sentence about the very person and company."""
        rule = RULES[raw.rule]
        words = "" if raw.part == self._whole else tidy(self._draft.text[raw.part.start : raw.part.end])
        person, account = self.person or self._likely or "Dana Wu", self.account or "Snowpeak"
        title = self._title() if self.person or self._likely else "VP Sales"
        such = ": " if self.person and self.account else ", for example: "
        mend = rule.mend.format(
            such=such,
            news=self._news() or f"{account} just posted three AE roles",
            told=": " if self._news() else ", for example: ",
            titled=f"{person}, {title or 'their title'}, at {account}",
            ask=f"Would you introduce me to {person} at {account}?",
            person=person,
            first=first_name(person),
            account=account,
            words=words,
            nearest=_nearest(raw.nearest),
            fill=f"Fill it in or take it out: {words}",
        )
        why = f"{raw.note} {rule.why}" if raw.note else rule.why
        return LintFinding(raw.rule, rule.numbers, words, raw.part, why, mend, raw.rule in self._policy.lint.advice)

    def _forbidden(self) -> Iterator[_Raw]:
        """What must not be said: once for each rule and place, the first of those that overlap."""
        words = list(self._named.masked)
        own = own_phrases(self._policy.lint.own_phrases)
        hits = [*signs(self._draft.text, words), *forbidden_phrases().hits(words), *several_asks().hits(words)]
        hits += [replace(hit, rule="anyone_interested") for hit in own.hits(words)] if own else []
        done: dict[str, list[Hit]] = defaultdict(list)
        for hit in sorted(hits, key=lambda one: (one.start, -one.end, one.rule)):
            # One stretch of words is one vague phrase, by whatever number it goes.
            told = done["vague" if hit.rule in VAGUE else hit.rule]
            if len(told) < _MOST_TOLD and (not told or hit.start >= told[-1].end):
                told.append(hit)
                yield _Raw(hit.rule, Part(hit.start, hit.end))

    def _people(self) -> Iterator[_Raw]:
        people = _distinct(self._named.people)
        joined = [one for one in self._named.strangers if self._is_joined(one)] if people else []
        for other in [*people[1:], *joined]:
            yield _Raw("several_people", other.part, f"It names {people[0].text} and {other.text}.")
        if people:
            return
        if self._named.strangers:
            stranger = self._named.strangers[0]
            nearest = self._directory.near_people(stranger.text, self._named.company_ids)
            yield _Raw("unknown_person", stranger.part, nearest=tuple(nearest))
        else:
            yield _Raw("no_person", self._whole)

    def _companies(self) -> Iterator[_Raw]:
        companies = self._asked_companies()
        for other in companies[1:]:
            yield _Raw("several_companies", other.part, f"It names {companies[0].text} and {other.text}.")
        unknown = self._named.unknown_companies
        if not companies and unknown:
            nearest = self._directory.near_companies(unknown[0].text)
            yield _Raw("unknown_company", unknown[0].part, nearest=tuple(nearest))
        elif not companies:
            yield _Raw("no_company", self._whole)
        else:
            yield from self._about(companies[0])

    def _about(self, company: Mention) -> Iterator[_Raw]:
        """What the graph says against asking for this company and person."""
        bearers = company.bearers.companies
        if not any(one.has_signal for one in bearers):
            yield _Raw("no_signal", company.part)
        ids = {one.id for one in bearers}
        for mention in self._named.people[:1]:
            known = [one for one in mention.bearers.people if one.companies]
            if known and not any(one.companies & ids for one in known):
                note = f"{known[0].name} is at {known[0].company} as far as known." if known[0].company else ""
                yield _Raw("elsewhere", mention.part, note)

    def _asked_companies(self) -> list[Mention]:
        """The companies that it is about: our accounts, if any is named, and customers of ours only if no other is."""
        distinct = _distinct(self._named.companies)
        accounts = [one for one in distinct if any(company.is_account for company in one.bearers.companies)]
        at = {one for mention in self._named.people for person in mention.bearers.people for one in person.companies}
        targets = [one for one in accounts or distinct if _is_target(one, at)]
        return targets or distinct[:1]

    def _account(self) -> str:
        companies = self._asked_companies()
        return companies[0].bearers.companies[0].name if companies else ""

    def _title(self) -> str:
        people = [one for mention in self._named.people[:1] for one in mention.bearers.people]
        return next((one.title for one in people if one.title), "")

    def _news(self) -> str:
        companies = [one for mention in self._asked_companies()[:1] for one in mention.bearers.companies]
        return next((one.news for one in companies if one.news), "")

    def _is_joined(self, stranger: Mention) -> bool:
        """Say whether an unknown name is joined to a known one: "Dana Wu and Ken Adams"."""
        before = [word.plain for word in self._draft.words[max(0, stranger.first - 3) : stranger.first]]
        return bool(before) and before[-1] in {"and", "or", "to", "with", "both"}

    def _shape(self) -> Iterator[_Raw]:
        text = self._draft.text
        words = word_count(text[self._draft.body.start :])
        packet = self._policy.packet
        most = int(packet.forward_seconds * packet.words_per_minute / 60)
        if words > most:
            note = f"It has {words} words; {most} can be read in {packet.forward_seconds} seconds."
            yield _Raw("too_long", self._whole, note)
        told = self._told_sentences()
        if len(told) > packet.blurb_sentences:
            part = Part(told[packet.blurb_sentences].start, told[-1].end)
            count = say_number(len(told))
            yield _Raw("blurb_sentences", part, f"It takes {count} sentences to say who you are and why now.")

    def _told_sentences(self) -> list[Sentence]:
        """The sentences that say who we are and why now: no request, no way out, no courtesy, nothing refused."""
        blurb = self._draft.blurb
        spoken = [hit for hit in self._good if hit.rule in {"request", "disqualifier", "ease"}]
        refused = [raw.part.start for raw in self._stock if raw.rule in VAGUE]
        subject = [part for _, part in self._draft.head("subject")]
        return [
            sentence
            for sentence in self._draft.sentences()
            if (blurb is None or blurb.holds(sentence.start))
            and not sentence.is_courtesy
            and len(sentence.words) > 2
            and not any(part.holds(sentence.start) for part in subject)
            and not any(sentence.start <= hit.start < sentence.end for hit in spoken)
            and not any(sentence.start <= start < sentence.end for start in refused)
        ]

    def _missing(self) -> Iterator[_Raw]:
        """What an ask needs and this one does not have."""
        has = {hit.rule for hit in self._good}
        is_vague = any(raw.rule in {"anyone_interested", "who_do_you_know"} for raw in self._stock)
        if "request" not in has and not is_vague:
            yield _Raw("no_request", self._whole)
        if "disqualifier" not in has:
            yield _Raw("no_disqualifier", self._whole)
        for need in ("title", "timing"):
            if need not in has:
                yield _Raw(f"no_{need}", self._whole)

    def _copied(self) -> Iterator[_Raw]:
        for value, part in self._draft.head("cc", "bcc"):
            for address in addresses(value):
                role = self._directory.copied(address)
                start = part.start + value.index(address)
                if role:
                    yield _Raw("copied_colleague", Part(start, start + len(address)), f"{address} is {role}.")


def _distinct(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the first mention of each name; one that shares a bearer with an earlier one is the same."""
    kept: list[Mention] = []
    seen: set[str] = set()
    for mention in mentions:
        ids = {one.id for one in mention.bearers.people} | {one.id for one in mention.bearers.companies}
        if not ids & seen:
            kept.append(mention)
        seen |= ids
    return kept


def _is_target(mention: Mention, at: set[str]) -> bool:
    return any(not one.is_customer or one.id in at for one in mention.bearers.companies)


def _nearest(names: Sequence[str]) -> str:
    if not names:
        return "Check the spelling, or import the file that tells of them."
    return f"Did you mean {', or '.join(names)}?"


def _is_english(words: Sequence[Word]) -> bool:
    plain = [word.plain for word in words if word.plain != END][:_JUDGED_WORDS]
    hits = sum(word in _ENGLISH for word in plain)
    return len(plain) < _FEWEST_WORDS or hits / len(plain) >= _ENGLISH_SHARE


def places(text: str, part: Part) -> tuple[int, int]:
    """Return the line and column, both from 1, at which a part begins."""
    before = text[: part.start]
    return before.count("\n") + 1, part.start - (before.rfind("\n") + 1) + 1


__all__ = ["Hit", "LintFinding", "LintReport", "lint_ask", "places"]

"""Small makers of people, companies and facts for tests: say what matters, the rest has quiet defaults."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from orbit.dates import PartialDate
from orbit.model import (
    AccountKind,
    AccountState,
    ChampionState,
    Circle,
    Company,
    Investment,
    Level,
    Opportunity,
    Outcome,
    Person,
    RecordKey,
    Ref,
    Role,
    Sharing,
    Signal,
    SignalKind,
    Spell,
    SpellKind,
    Tie,
    TieKind,
    Trigger,
    TriggerKind,
)
from orbit.store.base import ImportLog

SOURCE = "crm_champions"
DAY = date(2026, 11, 21)
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)

AnyKey = str | RecordKey | Person | Company
AnyDate = str | date | PartialDate | None


def key(of: AnyKey, source: str = SOURCE) -> RecordKey:
    """Make a record key of an id, or take that of a person or company."""
    if isinstance(of, RecordKey):
        return of
    return RecordKey(source, of) if isinstance(of, str) else of.key


def ref(line: int | None = 2, *, file: str = "people.csv", source: str = SOURCE, url: str | None = None) -> Ref:
    """Make a reference to a line of a file."""
    return Ref(source, file, line, url)


def day(text: str | date) -> date:
    """Read a day such as `2026-11-21`."""
    return text if isinstance(text, date) else date.fromisoformat(text)


def partial(text: AnyDate) -> PartialDate | None:
    """Read `2019`, `2019-03` or `2019-03-05`."""
    if text is None or isinstance(text, PartialDate):
        return text
    return PartialDate.of(text) if isinstance(text, date) else PartialDate.parse(text)


def person(  # noqa: PLR0913 - a maker has one keyword for each field
    of: AnyKey,
    name: str | None = None,
    *,
    emails: Iterable[str] = (),
    linkedin: str | None = None,
    ids: Iterable[str] = (),
    title: str | None = None,
    company: str | None = None,
    location: str | None = None,
    seen_on: str | date = DAY,
    at: Ref | None = None,
    source: str = SOURCE,
) -> Person:
    """Make a person: `person("ana")` is called Ana Example."""
    record = key(of, source)
    return Person(
        key=record,
        name=name or f"{record.id.title()} Example",
        ref=at or ref(source=record.source),
        seen_on=day(seen_on),
        emails=tuple(emails),
        linkedin=linkedin,
        ids=tuple(ids),
        title=title,
        company=company,
        location=location,
    )


def company(  # noqa: PLR0913 - a maker has one keyword for each field
    of: AnyKey,
    name: str | None = None,
    *,
    domains: Iterable[str] = (),
    linkedin: str | None = None,
    ids: Iterable[str] = (),
    country: str | None = None,
    industry: str | None = None,
    headcount: int | None = None,
    seen_on: str | date = DAY,
    at: Ref | None = None,
    source: str = SOURCE,
) -> Company:
    """Make a company: `company("acme")` is called Acme."""
    record = key(of, source)
    return Company(
        key=record,
        name=name or record.id.title(),
        ref=at or ref(source=record.source),
        seen_on=day(seen_on),
        domains=tuple(domains),
        linkedin=linkedin,
        ids=tuple(ids),
        country=country,
        industry=industry,
        headcount=headcount,
    )


def spell(  # noqa: PLR0913 - a maker has one keyword for each field
    who: AnyKey,
    where: AnyKey,
    title: str | None = None,
    start: AnyDate = None,
    end: AnyDate = None,
    *,
    kind: SpellKind = SpellKind.JOB,
    seen_on: str | date | None = None,
    at: Ref | None = None,
) -> Spell:
    """Make a spell of a person at a company: `spell("ana", "acme", "VP Sales", "2019-03", "2021")`."""
    return Spell(
        person=key(who),
        company=key(where),
        ref=at or ref(source=key(who).source),
        kind=kind,
        title=title,
        start=partial(start),
        end=partial(end),
        seen_on=None if seen_on is None else day(seen_on),
    )


def tie(  # noqa: PLR0913 - a maker has one keyword for each field
    left: AnyKey,
    right: AnyKey,
    kind: TieKind = TieKind.LINKEDIN,
    *,
    on: str | date | None = None,
    closeness: float | None = None,
    sent: int = 0,
    received: int = 0,
    events: int = 0,
    at: Ref | None = None,
) -> Tie:
    """Make an observed tie between two persons."""
    return Tie(
        left=key(left),
        right=key(right),
        kind=kind,
        ref=at or ref(source=key(left).source),
        on=None if on is None else day(on),
        closeness=closeness,
        sent=sent,
        received=received,
        events=events,
    )


def role(  # noqa: PLR0913 - a maker has one keyword for each field
    who: AnyKey,
    circle: Circle = Circle.TEAM,
    at_company: AnyKey | None = None,
    *,
    owner: str | None = None,
    start: AnyDate = None,
    end: AnyDate = None,
    seen_on: str | date | None = None,
    at: Ref | None = None,
) -> Role:
    """Make somebody one of our people."""
    return Role(
        person=key(who),
        circle=circle,
        ref=at or ref(source=key(who).source),
        company=None if at_company is None else key(at_company),
        owner=owner,
        start=partial(start),
        end=partial(end),
        seen_on=None if seen_on is None else day(seen_on),
    )


def investment(  # noqa: PLR0913 - a maker has one keyword for each field
    investor: AnyKey,
    into: AnyKey,
    on: AnyDate = None,
    round_name: str | None = None,
    *,
    lead: bool = False,
    partner: AnyKey | None = None,
    at: Ref | None = None,
) -> Investment:
    """Make an investment of one company in another."""
    return Investment(
        investor=key(investor),
        company=key(into),
        ref=at or ref(source=key(investor).source),
        on=partial(on),
        round=round_name,
        lead=lead,
        partner=None if partner is None else key(partner),
    )


def signal(  # noqa: PLR0913 - a maker has one keyword for each field
    where: AnyKey,
    kind: SignalKind = SignalKind.HIRING,
    on: str | date = DAY,
    *,
    id: str = "signal-1",  # noqa: A002 - named after the field
    title: str = "Account executive",
    strength: float = 1.0,
    who: AnyKey | None = None,
    at: Ref | None = None,
) -> Signal:
    """Make a buying signal at a company."""
    return Signal(
        company=key(where),
        kind=kind,
        id=id,
        title=title,
        on=day(on),
        ref=at or ref(source=key(where).source),
        strength=strength,
        person=None if who is None else key(who),
    )


def account_state(
    where: AnyKey,
    kind: AccountKind = AccountKind.TARGET,
    *,
    seen_on: str | date = DAY,
    owner: str | None = None,
    arr: float | None = None,
    at: Ref | None = None,
) -> AccountState:
    """Make what the CRM said of an account; use `dataclasses.replace` for the rarer fields."""
    at = at or ref(source=key(where).source)
    return AccountState(company=key(where), kind=kind, seen_on=day(seen_on), ref=at, owner=owner, arr=arr)


def champion_state(
    who: AnyKey,
    where: AnyKey,
    *,
    seen_on: str | date = DAY,
    nps: int | None = None,
    win_story: str | None = None,
    at: Ref | None = None,
) -> ChampionState:
    """Make what a source said of a champion; use `dataclasses.replace` for the rarer fields."""
    return ChampionState(
        person=key(who),
        company=key(where),
        seen_on=day(seen_on),
        ref=at or ref(source=key(who).source),
        nps=nps,
        win_story=win_story,
    )


def trigger(
    where: AnyKey,
    kind: TriggerKind = TriggerKind.CLOSED_WON,
    on: str | date = DAY,
    *,
    who: AnyKey | None = None,
    score: float | None = None,
    at: Ref | None = None,
) -> Trigger:
    """Make a value event at a customer."""
    return Trigger(
        company=key(where),
        kind=kind,
        on=day(on),
        ref=at or ref(source=key(where).source),
        person=None if who is None else key(who),
        score=score,
    )


def import_log(  # noqa: PLR0913 - a maker has one keyword for each field
    file: str = "people.csv",
    *,
    source: str = SOURCE,
    sha256: str = "0" * 64,
    observed_on: str | date = DAY,
    at: datetime = NOON,
    rows: int = 0,
    outcomes: tuple[tuple[Outcome, int], ...] = (),
) -> ImportLog:
    """Make an import log entry as `begin_import` wants it."""
    return ImportLog(
        id=0,
        source=source,
        file=file,
        sha256=sha256,
        observed_on=day(observed_on),
        at=at,
        rows=rows,
        outcomes=outcomes,
    )


def sharing(who: AnyKey, level: Level, seen_on: str | date = DAY) -> Sharing:
    """Make what somebody says of who may see their own upload."""
    return Sharing(key(who), level, day(seen_on), ref(None, file="sharing", source="sharing"))


def opportunity(
    where: AnyKey,
    id: str = "crm:-:opportunity:1",  # noqa: A002 - named after the field
    created_on: str | date = DAY,
    *,
    who: AnyKey | None = None,
    seen_on: str | date = DAY,
    at: Ref | None = None,
) -> Opportunity:
    """Make a deal of the CRM; use `dataclasses.replace` for the rarer fields."""
    return Opportunity(
        company=key(where),
        id=id,
        name="Roll-out",
        created_on=day(created_on),
        seen_on=day(seen_on),
        ref=at or ref(source="crm_opportunities"),
        person=None if who is None else key(who),
    )

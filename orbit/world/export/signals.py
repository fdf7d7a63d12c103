"""What happens at target accounts: open roles on job boards, funding rounds, filings, and a hand-kept list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from orbit.model import SignalKind
from orbit.world.accounts import Target
from orbit.world.export import boards, edgar
from orbit.world.export.crm import Office
from orbit.world.export.sheet import ExportFile, Rows, Sheet, as_json, company
from orbit.world.make import World
from orbit.world.spec import Stage

TEMPLATE = ("company_name", "domain", "kind", "title", "occurred_on", "strength", "url", "id")
ROUNDS = (
    "Transaction Name", "Transaction Name URL", "Organization Name", "Organization Name URL", "Organization Website",
    "Funding Type", "Money Raised", "Money Raised Currency", "Money Raised Currency (in USD)", "Announced Date",
)  # fmt: skip
_ROUNDS = ("Seed", "Series A", "Series B", "Series C", "Series D")
_EVENTS: dict[SignalKind, tuple[str, ...]] = {
    SignalKind.LEADERSHIP_CHANGE: ("New Chief Revenue Officer starts", "New VP Sales announced", "New CFO appointed"),
    SignalKind.REORG: ("Sales and success teams merged under one lead", "Regions regrouped into three units"),
    SignalKind.NEWS: (
        "Opens an office in Lisbon",
        "Signs a partnership for the Nordics",
        "Launches a self-service plan",
    ),
    SignalKind.LAYOFF: ("Cuts 8% of staff in operations",),
    SignalKind.INTENT: ("Compares vendors of revenue software", "Three visits to our pricing page"),
    SignalKind.FUNDING: ("Raises a growth round",),
    SignalKind.HIRING: ("Three AE roles posted", "Hires a first RevOps lead"),
}
_KIND_SHARES = (0.27, 0.14, 0.2, 0.07, 0.14, 0.06, 0.12)


class Feed(StrEnum):
    """Where an account's signals come from."""

    GREENHOUSE = "greenhouse"
    LEVER = "lever"
    ASHBY = "ashby"
    LIST = "list"
    FUNDING = "funding"
    EDGAR = "edgar"


_FEED_SHARES = ((Feed.GREENHOUSE, 0.22), (Feed.LEVER, 0.1), (Feed.ASHBY, 0.1), (Feed.LIST, 0.45), (Feed.FUNDING, 0.25))


def signal_exports(world: World) -> Iterator[ExportFile]:
    """Yield boards, filings, funding rounds and the hand-kept list; about two accounts in three have something."""
    office = Office(world, Stage.SIGNALS)
    by_feed: dict[Feed, list[Target]] = {feed: [] for feed in Feed}
    for target in world.accounts.targets:
        for feed in _feeds(office, target):
            by_feed[feed].append(target)
    for target in by_feed[Feed.GREENHOUSE]:
        yield _board(
            office, target, "greenhouse", world.companies.slug(target.company), boards.greenhouse(office, target)
        )
    for target in by_feed[Feed.LEVER]:
        yield _board(office, target, "lever", world.companies.domains[target.company], boards.lever(office, target))
    for target in by_feed[Feed.ASHBY]:
        yield _board(office, target, "ashby", world.companies.domains[target.company], boards.ashby(office, target))
    for target in by_feed[Feed.EDGAR]:
        cik = edgar.cik(target.company)
        yield _board(office, target, "edgar", f"CIK{cik}", edgar.submissions(office, target, cik))
    yield _funding(office, by_feed[Feed.FUNDING])
    yield _list(office, by_feed[Feed.LIST])


def _feeds(office: Office, target: Target) -> list[Feed]:
    if not target.signalled:
        return []
    dice = office.dice.random(len(_FEED_SHARES))
    feeds = [feed for (feed, share), die in zip(_FEED_SHARES, dice, strict=True) if die < share]
    if target.public:
        feeds.append(Feed.EDGAR)
    return feeds or [Feed.LIST]


def _board(office: Office, target: Target, folder: str, name: str, board: tuple[object, int]) -> ExportFile:
    document, count = board
    path, rows = f"signals/{folder}/{name}.json", Rows()
    # Only one of the vendors tells the name; for the others the file's name has to, which is the domain.
    texts = (office.world.companies.names[target.company], office.world.companies.domains[target.company])
    legal = f"{texts[0]} {office.world.companies.legal[target.company]}".upper().replace(".", "")
    for line in range(1, count + 1):
        rows.note(line, [company(target.company, text) for text in (*texts, legal)])
    return ExportFile(path, as_json(document), "signals", _options(office, f"signals/{folder}"), {path: rows.mentions})


def _funding(office: Office, targets: list[Target]) -> ExportFile:
    path, sheet = "signals/crunchbase_funding_rounds.csv", Sheet(ROUNDS)
    for target in targets:
        name, slug = office.written(target.company), office.world.companies.slug(target.company)
        kind = _ROUNDS[int(office.dice.integers(0, len(_ROUNDS)))]
        amount = int(office.dice.integers(3, 90)) * 1_000_000
        cells = (
            f"{kind} - {name}", f"https://www.crunchbase.com/funding_round/{slug}-{kind.lower().replace(' ', '-')}",
            name, f"https://www.crunchbase.com/organization/{slug}", f"https://{office.world.companies.domains[target.company]}",
            kind, amount, "USD", amount, recent_day(office, 45),
        )  # fmt: skip
        sheet.add(cells, company(target.company, name))
    sheet.add(("Seed - Nowhere Works", "", "Nowhere Works", "", "", "Seed", "", "", "", "2026-13-01"))
    return ExportFile(path, sheet.content(), "signals", _options(office, path), {path: sheet.mentions})


def _list(office: Office, targets: list[Target]) -> ExportFile:
    path, sheet = "signals/signals.csv", Sheet(TEMPLATE)
    kinds = list(_EVENTS)
    number = 0
    for target in targets:
        for _ in range(1 + int(office.dice.random() < 0.35)):
            number += 1
            kind = kinds[int(office.dice.choice(len(kinds), p=_KIND_SHARES))]
            titles = _EVENTS[kind]
            name, domain = office.written(target.company), office.world.companies.domains[target.company]
            told = domain if office.dice.random() < 0.85 else ""
            strength = "" if office.dice.random() < 0.5 else f"{office.dice.uniform(0.4, 1.0):.1f}"
            title = titles[int(office.dice.integers(0, len(titles)))]
            cells = (
                name,
                told,
                kind,
                title,
                recent_day(office, 35),
                strength,
                f"https://{domain}/news/{number}",
                f"S-{number}",
            )
            sheet.add(cells, company(target.company, name))
    sheet.add(("Nowhere Works", "", "hiring", "Two roles posted", "2026-04-31", "", "", "S-9998"))
    sheet.add(("Nowhere Works", "", "gossip", "Somebody said something", "2026-04-30", "", "", "S-9999"))
    return ExportFile(path, sheet.content(), "signals", _options(office, path), {path: sheet.mentions})


def recent_day(office: Office, usual: float) -> date:
    """Draw a day before `as_of`, mostly within `usual` days, at times long ago."""
    return office.world.spec.ago(1 + min(int(office.dice.exponential(usual)), 400))


def _options(office: Office, group: str) -> dict[str, str]:
    return {"observed_on": office.world.spec.as_of.isoformat(), "group": group}

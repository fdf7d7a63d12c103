"""A presenter with invented people, in the designed shapes, for tests of the HTTP app and of the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from api.http import examples, measure_examples, sharing_examples, tie_examples
from api.presenter import AsksWanted, Author, Claiming, Happening, MeasuresRequest, PathsRequest, Wish, Written
from api.presenter.champions.championlist import ChampionsWanted
from api.presenter.month.questions import Answer
from api.presenter.paths.neighbourhood import Around
from orbit.errors import NotFound
from orbit.model import Level, Revision
from orbit.store.asking import Moment

TODAY = date(2026, 11, 21)
HOSTILE = '<img src=x onerror="alert(1)"><script>alert(2)</script>'

RITA = {
    "role": "requester",
    "id": "per_rita",
    "name": "Rita Moss",
    "title": "Account executive",
    "company": "Northwind",
}
IDA = {"role": "connector", "id": "per_ida", "name": "Ida Berg", "title": "Head of operations", "company": "Acme"}
TOM = {"role": "connector", "id": "per_tom", "name": "Tom Lie", "title": "Partner", "company": "Birch Capital"}
MAX = {"role": "bridge", "id": "per_max", "name": "Max Ode", "title": "Founder", "company": "Pine Labs"}
SIV = {"role": "connector", "id": "per_siv", "name": "Siv Holm", "title": "Chief of staff", "company": "Lumen"}
DANA = {"role": "target", "id": "per_dana", "name": "Dana Wu", "title": "VP Sales", "company": "Snowpeak"}
OLE = {
    "role": "target",
    "id": "per_ole",
    "name": "Ole Quist",
    "title": "Head of revenue operations",
    "company": "Snowpeak",
}

MAIL = {
    "subject": "Introduction to Dana Wu at Snowpeak?",
    "body": "Hi Ida,\n\nWould you introduce me to Dana Wu, VP Sales at Snowpeak?\n\nThank you,\nRita Moss",
}
CONTRIBUTIONS = {"willing": {"circle": 0.55, "timing": 1.0}, "know": {"ties": [0.62], "passes_on": 1.0}}
NEAREST = ["Snowpeak (snowpeak.example.com)", "Snowdrift (snowdrift.example.com)", "Lonely Island"]
PACKET: dict[str, Any] = {
    "blurb": "Northwind cuts the time until new sellers pay for themselves. Snowpeak is hiring three of them.",
    "voice": "Hi Dana, at Acme we use Northwind. You are hiring, so I thought of you. Shall I connect the two of you?",
    "email": MAIL,
    "disqualifier": "If ramp time is no worry for Snowpeak now, say so and we leave it.",
}


def signal(kind: str, title: str, on: str, url: str | None = None) -> dict[str, Any]:
    """Return one signal."""
    evidence = {"source": "signals", "ref": "signals.csv:7", "url": url}
    return {"kind": kind, "title": title, "occurred_on": on, "freshness": 0.8, "evidence": [evidence]}


def hop(start: dict[str, str], end: dict[str, str], strength: float, text: str) -> dict[str, Any]:
    """Return one hop between two people."""
    return {
        "from": start["id"],
        "to": end["id"],
        "strength": strength,
        "kind": "worked_together",
        "text": text,
        "evidence": [{"source": "linkedin", "ref": "Positions.csv:14"}],
        "contributions": [{"kind": "job", "p": strength, "cap": 0.9, "text": text}],
    }


def verdict(status: str, *reasons: str, opens_on: str | None = None, closes_on: str | None = None) -> dict[str, Any]:
    """Return one verdict."""
    dates = {"opens_on": opens_on, "closes_on": closes_on}
    return {"status": status, "reasons": list(reasons), "rules": ["rule"], "opened_by": [], **dates}


def snowpeak_paths() -> list[dict[str, Any]]:
    """Return an open path, a joint one over a bridge, and a blocked one."""
    return [
        {
            "id": "pth_1",
            "score": 0.24,
            "chance": "strong",
            "people": [RITA, IDA, DANA],
            "hops": [
                hop(RITA, IDA, 0.86, "Ida has been Rita's champion at Acme since Mar 2024"),
                hop(IDA, DANA, 0.62, "Both at Orchard Labs (40 people), Mar 2019 – Jun 2021"),
            ],
            "factors": {"willing": 0.55, "know": 0.62, "reply": 0.71},
            "weakest": "willing",
            "contributions": CONTRIBUTIONS,
            "verdict": verdict("open", "Renewal signed on 12 Nov 2026", closes_on="2026-12-12"),
            "packet": PACKET,
        },
        {
            "id": "pth_2",
            "score": 0.11,
            "chance": "strong",
            "people": [RITA, TOM, MAX, OLE],
            "hops": [
                hop(RITA, TOM, 0.71, "Tom led the Series A of Northwind, Apr 2023"),
                hop(TOM, MAX, 0.58, "Tom sits on the board of Pine Labs since 2022"),
                hop(MAX, OLE, 0.35, "Both at Harbour Freight, 2014 – 2016"),
            ],
            "factors": {"willing": 0.55, "know": 0.2, "reply": 0.55},
            "weakest": "know",
            "contributions": CONTRIBUTIONS,
            "verdict": verdict("joint_motion", "Strategic account: ask in the business review", opens_on="2026-12-03"),
        },
        {
            "id": "pth_3",
            "score": 0.05,
            "chance": "good",
            "people": [RITA, SIV, DANA],
            "hops": [
                hop(RITA, SIV, 0.4, "Siv has been Rita's champion at Lumen since 2025"),
                hop(SIV, DANA, 0.18, "Connected on LinkedIn"),
            ],
            "factors": {"willing": 0.2, "know": 0.18, "reply": 0.71},
            "weakest": "know",
            "contributions": CONTRIBUTIONS,
            "verdict": verdict(
                "blocked", "Open escalation at Lumen", "Asked twice this quarter", opens_on="2027-01-05"
            ),
        },
    ]


def accounts() -> list[dict[str, Any]]:
    """Return the accounts of the workspace, hottest first."""
    hiring = signal("hiring", "3 account executives wanted", "2026-11-14", "https://jobs.example.com/snowpeak")
    funding = signal("funding", "Series B of 30 M USD", "2026-11-02", "javascript:alert(3)")
    hostile = signal("news", HOSTILE, "2026-11-10", "https://news.example.com/x")
    named = [
        item("com_snow", "Snowpeak", "snowpeak.example.com", 0.82, [hiring, funding]),
        item("com_bad", HOSTILE, "hostile.example.com", 0.61, [hostile]),
        item("com_drift", "Snowdrift", "snowdrift.example.com", 0.34, [funding]),
        item("com_lone", "Lonely Island", "lonely.example.com", 0.12, []),
    ]
    return named + [item(f"com_{n}", f"Filler {n}", f"filler{n}.example.com", 0.1, []) for n in range(8)]


def item(id_: str, name: str, domain: str, heat: float, signals: list[dict[str, Any]]) -> dict[str, Any]:
    """Return one account of the list."""
    return {
        "id": id_,
        "name": name,
        "domain": domain,
        "kind": "target",
        "owner": "rita@example.com",
        "heat": heat,
        "signals": signals,
    }


def hostile_path() -> dict[str, Any]:
    """Return a path whose every text tries to become markup."""
    people = [{**person, "name": HOSTILE, "title": HOSTILE, "company": HOSTILE} for person in (RITA, IDA, DANA)]
    path = {**snowpeak_paths()[0], "people": people}
    path["hops"] = [
        {**each, "text": HOSTILE, "evidence": [{"source": HOSTILE, "ref": HOSTILE}]} for each in path["hops"]
    ]
    path["verdict"] = verdict("open", HOSTILE)
    path["packet"] = {
        "blurb": HOSTILE,
        "voice": HOSTILE,
        "email": {"subject": HOSTILE, "body": HOSTILE},
        "disqualifier": HOSTILE,
    }
    return path


@dataclass
class FakePresenter:
    """Answers from memory; `on_call` runs first and may raise; `asked` keeps what the routes asked for."""

    number: int = 42
    digest: str = "0123456789abcdef"
    on_call: Callable[[], None] = lambda: None
    asked: list[tuple[str, Any]] = field(default_factory=list)
    # Of these the real presenter alone answers, see test_matches.py and the tests of their pages.
    matches: Any = None
    imports: Any = None
    settling: Any = None

    def revision(self) -> int:
        """Return the revision; it fails as the other questions do."""
        self.on_call()
        return self.number

    def moment(self) -> Moment:
        """Return the revision, and that nothing was asked."""
        return Moment(Revision(self.revision()), 0)

    def policy_digest(self) -> str:
        """Return the name of the policy."""
        return self.digest

    def questions(self, *, as_of: date) -> dict[str, Any]:
        """Return one question."""
        self.asked.append(("questions", as_of))
        return tie_examples.QUESTIONS

    def seen_by(self, key: str | None) -> FakePresenter:
        """Return itself: everybody sees the same."""
        self.asked.append(("seen_by", key))
        return self

    def sharing(self) -> dict[str, Any]:
        """Return what is shared."""
        self.asked.append(("sharing", None))
        return sharing_examples.SHARING

    def uploads(self, email: str, *, as_of: date) -> dict[str, Any]:
        return {"uploads": [], "levels": ["full"]}

    def share(self, email: str, level: Level, *, by: str, at: datetime, only_less: bool = False) -> dict[str, Any]:
        """Return what is shared from now on."""
        self.asked.append(("share", (email, level, by, only_less)))
        return sharing_examples.SHARING

    def confirm(self, answer: Answer, *, at: datetime) -> dict[str, Any]:
        """Return what was kept."""
        self.asked.append(("confirm", answer))
        return tie_examples.TIE

    def accounts(self, *, as_of: date, limit: int, cursor: str | None, signal: tuple[str, ...] = ()) -> dict[str, Any]:
        """Return one page."""
        self.asked.append(("accounts", (as_of, limit, cursor, signal)))
        start = int(cursor or 0)
        wanted = [each for each in accounts() if not signal or {s["kind"] for s in each["signals"]} & set(signal)]
        rest = len(wanted) > start + limit
        return {
            "items": wanted[start : start + limit],
            "next_cursor": str(start + limit) if rest else None,
            "policy": examples.POLICY,
        }

    def account(self, key: str, *, as_of: date) -> dict[str, Any]:
        """Return one account."""
        self.asked.append(("account", (key, as_of)))
        return {**self._find(key), "colleagues_who_know": 0, "policy": examples.POLICY}

    def paths(self, account: str, request: PathsRequest) -> dict[str, Any]:
        """Return the paths into one account."""
        self.asked.append(("paths", (account, request)))
        found = self._find(account)
        known = {"com_snow": snowpeak_paths(), "com_bad": [hostile_path()]}
        paths = known.get(found["id"], [])
        return {
            "account": {key: found[key] for key in ("id", "name", "domain")},
            "as_of": request.as_of.isoformat(),
            "revision": self.number,
            "policy": self.digest,
            "requester": {"id": RITA["id"], "name": RITA["name"]},
            "signals": found["signals"],
            "paths": paths[: request.limit],
            "partial": False,
            "targets": {"known": 2, "wanted": 2, "looked_at": 2},
            "colleagues_who_know": 0,
            "no_path": None if paths else NO_PATH,
        }

    def week(self, *, rep: str | None, as_of: date, what_if: tuple[str, ...] = ()) -> dict[str, Any]:
        """Return the asks of the week."""
        self.asked.append(("week", (rep, as_of, *what_if)))
        merit = {"introductions": 0.24, "worth": 0.2, "names_missing": 4}
        path = snowpeak_paths()[0]
        account = {key: accounts()[0][key] for key in ("id", "name", "domain")}
        ask = {
            "connector": IDA,
            "target": DANA,
            "account": account,
            "score": path["score"],
            "account_value": 1.0,
            "freshness": 0.8,
            "learned": 1.0,
            "logged": None,
            "verdict": path["verdict"],
            "signals": accounts()[0]["signals"],
            "path": path,
            "packet": PACKET,
        }
        who = {"id": RITA["id"], "email": "rita@example.com", "name": "Rita Moss"}
        counts = {"named": 1, "named_floor": 5, "made": 0, "asks_per_month": 8}
        return {
            "week": "2026-W47",
            "as_of": as_of.isoformat(),
            "policy": self.digest,
            "reps": [{"rep": who, "asks": [ask], "held": [], "shortfall": None, "skipped": [], "counts": counts}],
            "plan": {**merit, "gap": 0.0, "timed_out": False, "taking_turns": merit},
        }

    def lint(self, text: str, *, as_of: date) -> dict[str, Any]:
        """Find nothing wrong."""
        self.asked.append(("lint", (text, as_of)))
        nothing: dict[str, Any] = {"findings": [], "person": None, "account": None, "unchecked": [], "note": None}
        measured = {"words": len(text.split()), "seconds": 1.0, "language": "en"}
        return {"clean": True, **nothing, **measured, "as_of": as_of.isoformat(), "revision": self.number}

    def champions(self, *, rep: str | None, as_of: date) -> dict[str, Any]:
        """Return our champions."""
        self.asked.append(("champions", (rep, as_of)))
        stays = {"rule": "escalation", "text": "A support escalation is open.", "lifts_on": None}
        champion: dict[str, Any] = {
            "person": IDA,
            "account": "Acme",
            "account_id": "com_acme",
            "owner": None,
            "layer": "power_user",
            "trigger": {"kind": "renewal", "on": "2026-11-12"},
            "momentum": 0.7,
            "tier1": True,
            "fits_filter": True,
            "missing_layers": [],
            "window": None,
            "disqualifiers": [{**stays, "opened_by": "The escalation closed.", "evidence": []}],
            "verdict": verdict("open", "Renewal signed"),
            "suggested": [],
        }
        answer = {"as_of": as_of.isoformat(), "policy": self.digest, "items": [champion]}
        layers = {"economic_buyer": [], "power_user": [{"id": IDA["id"], "name": IDA["name"]}]}
        coverage = {"id": "com_acme", "name": "Acme", "layers": layers, "missing_layers": ["economic_buyer"]}
        return {**answer, "accounts": [coverage]}

    def champions_calendar(self, *, rep: str | None, as_of: date) -> str:
        """Return an empty calendar."""
        self.asked.append(("champions_calendar", (rep, as_of)))
        return "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"

    def person(self, key: str, *, as_of: date) -> dict[str, Any]:
        """Return one person."""
        self.asked.append(("person", (key, as_of)))
        return {
            "person": DANA,
            "records": [{"source": "linkedin", "ref": "Connections.csv:31", "url": None, "name": "Dana Wu"}],
            "spells": [
                {"company": "Snowpeak", "title": "VP Sales", "start": "2021-07", "end": None, "evidence": []},
            ],
            "roles": [{"circle": "champion", "company": "Acme", "owner": "rita@example.com"}],
        }

    def search(self, text: str, *, limit: int, as_of: date) -> dict[str, Any]:
        """Return the accounts whose name or domain holds the text."""
        self.asked.append(("search", (text, limit, as_of)))
        wanted = text.casefold()
        hits = [each for each in accounts() if wanted in each["name"].casefold() or wanted in each["domain"]]
        return {"items": [{key: each[key] for key in ("id", "name", "domain", "kind")} for each in hits[:limit]]}

    def suggest(self, text: str, *, limit: int, as_of: date) -> dict[str, Any]:
        """Return the accounts whose name or domain holds the text."""
        hits = self.search(text, limit=limit, as_of=as_of)["items"]
        shown = ({"is": "account", "id": each["id"], "name": each["name"], "detail": each["domain"]} for each in hits)
        return {"items": list(shown)}

    def staff(self, key: str, *, limit: int, as_of: date) -> dict[str, Any]:
        """Return the one person there."""
        self._find(key)
        return {"known": 1, "items": [DANA][:limit]}

    def reps(self, *, as_of: date) -> dict[str, Any]:
        """Return the one rep."""
        return {"items": [{"email": "rita@example.com", "name": "Rita Moss"}]}

    def favours(self) -> dict[str, Any]:
        """Return one favour."""
        return {"items": [{"what": "donation", "text": "Give to a cause of theirs."}]}

    def neighbourhood(self, account: str, around: Around, *, requester: str | None, as_of: date) -> dict[str, Any]:
        """Return a graph of nobody."""
        return {"account": self._find(account), "nodes": [], "edges": [], "cut": 0}

    def everything(self, key: str, *, as_of: date) -> dict[str, Any]:
        """Return all that is kept about one person."""
        return self.person(key, as_of=as_of)

    def asks(self, wanted: AsksWanted, *, rep: str | None, as_of: date) -> dict[str, Any]:
        """Return the one ask there is."""
        self.asked.append(("asks", (wanted, rep, as_of)))
        return {"as_of": as_of.isoformat(), "items": [examples.ASK], "next_cursor": None, "policy": examples.POLICY}

    def ask(self, number: int, *, as_of: date) -> dict[str, Any]:
        """Return the one ask there is."""
        self.asked.append(("ask", (number, as_of)))
        return examples.ONE_ASK

    def owed(self, *, rep: str | None, as_of: date) -> dict[str, Any]:
        """Return what is owed for it."""
        self.asked.append(("owed", (rep, as_of)))
        return examples.OWED

    def measures(self, request: MeasuresRequest, *, rep: str | None, as_of: date) -> dict[str, Any]:
        """Return the measures of one rep."""
        self.asked.append(("measures", (request, rep, as_of)))
        return measure_examples.MEASURES

    def claim(self, told: Claiming, *, as_of: date, by: str, at: datetime) -> dict[str, Any]:
        """Return the claim that there is."""
        self.asked.append(("claim", (told, as_of, by)))
        return measure_examples.CLAIM

    def claims_digest(self) -> str:
        """Return a name for what is claimed."""
        return ""

    def session(self, *, rep: str | None, month: str | None, as_of: date) -> dict[str, Any]:
        """Return the sheet of one rep."""
        self.asked.append(("session", (rep, month, as_of)))
        return measure_examples.SESSION

    def plan_ask(self, wish: Wish, author: Author) -> Written:
        """Return the ask that is there."""
        self.on_call()
        self.asked.append(("plan_ask", (wish, author)))
        return Written(examples.PLANNED_ASK)

    def log_event(self, number: int, happening: Happening, author: Author) -> Written:
        """Return the ask that is there."""
        self.on_call()
        self.asked.append(("log_event", (number, happening, author)))
        return Written(examples.ONE_ASK)

    def skip_ask(self, wish: Wish, author: Author) -> Written:
        """Return the ask that is there."""
        self.on_call()
        self.asked.append(("skip_ask", (wish, author)))
        return Written(examples.ONE_ASK)

    def put_back(self, number: int, author: Author) -> Written:
        """Return the ask that is there."""
        self.on_call()
        self.asked.append(("put_back", (number, author)))
        return Written(examples.ONE_ASK)

    def champion_list(self, wanted: ChampionsWanted, *, rep: str | None, as_of: date) -> dict[str, Any]:
        """Return no champions."""
        counts = {"open": 0, "blocked": 0, "joint_motion": 0}
        told = {"as_of": as_of.isoformat(), "policy": self.digest, "month": as_of.isoformat()[:7], "total": 0}
        return {**told, "items": [], "accounts": [], "closings": [], "counts": counts, "closing_soon": 0}

    def board(self, wanted: AsksWanted, *, rep: str | None, as_of: date) -> dict[str, Any]:
        """Return an empty board."""
        told = {"as_of": as_of.isoformat(), "policy": self.digest}
        return {**told, "columns": [], "count": 0, "due": 0, "all": 0}

    def is_rep(self, email: str, *, as_of: date) -> bool:
        """Say that only Rita is."""
        return email == "rita@example.com"

    def salesforce_asks(self, object_name: str, *, rep: str | None, as_of: date) -> list[dict[str, str]]:
        """Return no asks."""
        return []

    def _find(self, key: str) -> dict[str, Any]:
        for each in accounts():
            if key in {each["id"], each["domain"], each["name"]}:
                return each
        raise NotFound(f"no account answers to {key}", nearest=NEAREST)


NO_PATH = {
    "reason": "Nobody we know is tied to anyone at this account yet.",
    "suggestions": ["Ask Ida Berg whether she knows Lou Park", "Import the LinkedIn export of Kim Vance"],
}

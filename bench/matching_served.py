"""Asking a server whom a record means, among as many people as one likes."""

from __future__ import annotations

import http.client
import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from api.cli.console import now
from api.workspace import Workspace
from bench.footprint import apart
from bench.matching_workspace import items_of, person_of
from bench.matching_world import make_records
from bench.path_http import serving
from bench.sides import take_in
from orbit.errors import OrbitError
from orbit.model import Person
from orbit.settings import read_settings

_DAY = date(2026, 11, 1)
_AT = datetime(2026, 11, 1, 12, tzinfo=UTC)
_ASKED, _WARM, _WARM_SECONDS = 3_000, 200, 10.0
_AT_ONCE = 100_000


def measure_served(records: int, say: Callable[[str], None]) -> dict[str, float]:
    """Import and match so many records but for some, then ask a server on this machine for those, one by one.

    Milliseconds from sending to the last byte; `online_http_found` is the share of them for whom somebody was found.
    """
    with tempfile.TemporaryDirectory(prefix="orbit-bench-") as place:
        home = Path(place)
        say(f"Importing and matching {records} source records, to be asked for over HTTP …")
        apart(_made, home, records)
        asked = json.loads((home / "asked.json").read_text("utf-8"))
        with serving(home, 1) as port:
            say("Asking over HTTP …")
            _warm(port, asked[:_WARM])
            taken, found = _timed(port, asked[_WARM:])
    p50, p99 = np.percentile(taken, [50, 99]).tolist()
    return {
        "online_http_p50_ms": round(p50, 2),
        "online_http_p99_ms": round(p99, 2),
        "online_http_found": round(found / len(taken), 4),
    }


def _warm(port: int, asked: Sequence[Mapping[str, Any]]) -> None:
    """Ask until what a server does when it starts is over."""
    begun = perf_counter()
    while perf_counter() - begun < _WARM_SECONDS:
        _timed(port, asked)


def _made(home: Path, records: int) -> dict[str, float]:
    made = make_records(records)
    every = max(len(made) // (_ASKED + _WARM), 2)
    left_out = frozenset(range(0, len(made), every))
    with Workspace.open(read_settings(home, {}), create=True) as workspace:
        items, number = items_of(made, left_out), 0
        while some := list(islice(items, _AT_ONCE)):
            number += 1
            take_in(workspace.store, some, f"records {number}", _DAY)
        workspace.match(at=_AT, anew=True)
        # The first who asks would wait for the graph.
        workspace.scene(now().date())
    asked = [_said(person_of(made, at)) for at in sorted(left_out)]
    order = np.random.default_rng(1).permutation(len(asked)).tolist()
    (home / "asked.json").write_text(json.dumps([asked[at] for at in order]), encoding="utf-8")
    return {}


def _said(person: Person) -> dict[str, Any]:
    told = {
        "name": person.name,
        "company": person.company,
        "title": person.title,
        "location": person.location,
        "email": person.emails[0] if person.emails else None,
        "linkedin": person.linkedin,
    }
    return {name: value for name, value in told.items() if value}


def _timed(port: int, asked: Sequence[Mapping[str, Any]]) -> tuple[list[float], int]:
    """Ask for each on one connection: milliseconds, and for how many somebody was found.

    The client is the standard library's. It is made, and the question written as JSON, before the clock starts; the
    answer is read as JSON after it has stopped.
    """
    link = http.client.HTTPConnection("127.0.0.1", port)
    taken, found = [], 0
    try:
        for each in asked:
            body = json.dumps(each)
            start = perf_counter()
            link.request("POST", "/v1/matches/find", body, {"Content-Type": "application/json"})
            answer = link.getresponse()
            told = answer.read()
            taken.append(1000 * (perf_counter() - start))
            if answer.status != http.client.OK:
                raise OrbitError(f"the server answered {answer.status} when asked whom a record means")
            found += bool(json.loads(told)["items"])
    finally:
        link.close()
    return taken, found

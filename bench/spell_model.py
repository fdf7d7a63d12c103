"""Time spent somewhere as a relationship or as a node of its own: what each costs to load, to keep and to rank on."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import numpy as np
from neo4j import Driver, GraphDatabase

from api.workspace import Workspace
from bench.crowd import DAY, make_crowd
from bench.plans import hits as hits_of
from bench.servers import Neo4jServer
from orbit.graph.published import company_rows, person_rows
from orbit.graph.targets import NOBODY, TargetSearch
from orbit.graph.view import View
from orbit.settings import read_settings
from orbit.store.neo4j.address import read_address
from orbit.store.neo4j.publishing import graph_steps
from orbit.store.neo4j.ranking import account_of, constants
from queries import migrations, statement

_AT_ONCE = 10_000
_CUT = 256
_MIB = 1024 * 1024

# How the statements that ship, which know relationships, read for nodes.
_AS_NODES = (
    ("(p)-[:WORKED_AT {", "(p)-[:HELD]->(:Spell {"),
    ("}]->(c)", "})-[:AT]->(c)"),
    ("MATCH (t)-[job:WORKED_AT]->()", "MATCH (job:Spell)<-[:HELD]-(t)"),
    ("MATCH (t)-[s:WORKED_AT]->(c)", "MATCH (t)-[:HELD]->(s:Spell)-[:AT]->(c)"),
    ("OPTIONAL MATCH (n)-[w:WORKED_AT]->()", "OPTIONAL MATCH (n)-[:HELD]->(w:Spell)"),
    ("MATCH (n)-[w:WORKED_AT]->()", "MATCH (w:Spell)<-[:HELD]-(n)"),
    ("job:WORKED_AT(", "job:Spell("),
    ("w:WORKED_AT(", "w:Spell("),
    ("FOR ()-[w:WORKED_AT]-()", "FOR (w:Spell)"),
)


class Model(NamedTuple):
    """One way to keep spells, and how its statements differ from those that ship."""

    name: str
    changes: tuple[tuple[str, str], ...]

    def text(self, text: str) -> str:
        """A statement as this model needs it."""
        for shipped, own in self.changes:
            text = text.replace(shipped, own)
        return text


MODELS = (Model("relationship", ()), Model("node", _AS_NODES))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of both models as JSON."""
    parser = argparse.ArgumentParser(prog="python -m bench.spell_model", description=__doc__)
    parser.add_argument("--people", type=int, default=100_000, help="how many to make up (100,000)")
    parser.add_argument("--home", type=Path, help="take the graph of this workspace instead")
    parser.add_argument("--accounts", type=int, default=40, help="how many of the largest companies to look at (40)")
    options = parser.parse_args(arguments)
    view = _view_of(options.home) if options.home else make_crowd(options.people)
    people, spells = view.snapshot.persons, len(view.places.person)
    sys.stderr.write(f"{people:,} people, {spells:,} spells\n")
    for model in MODELS:
        with tempfile.TemporaryDirectory() as folder:
            figures = _measure(model, view, options.accounts, Path(folder))
        json.dump({"model": model.name, "people": people, "spells": spells, **figures}, sys.stdout)
        sys.stdout.write("\n")
        sys.stdout.flush()
    return 0


def _view_of(home: Path) -> View:
    with Workspace.open(read_settings(home, {})) as workspace:
        return workspace.scene(DAY).view


def _measure(model: Model, view: View, accounts: int, home: Path) -> dict[str, float]:
    server = Neo4jServer(home, heap="2g", page_cache="2g")
    with server:
        address = read_address(server.url)
        login = (address.user or "", address.password or "")
        with GraphDatabase.driver(address.url, auth=login, notifications_min_severity="OFF") as driver:
            _prepare(driver, model, view)
            before = _cpu_seconds(server)
            loading = _load(driver, model, view)
            load_cpu = _cpu_seconds(server) - before
            asking = _ask(driver, model, view, accounts)
    data = home / "data" / "databases" / "neo4j"
    size = sum(file.stat().st_size for file in data.rglob("*") if file.is_file())
    return {"load_s": loading, "load_cpu_s": round(load_cpu, 1), **asking, "disk_mib": round(size / _MIB, 1)}


def _prepare(driver: Driver, model: Model, view: View) -> None:
    with driver.session() as session:
        for text in migrations("neo4j")[-1].split(";\n"):
            session.run(model.text(text)).consume()
        session.run("CREATE CONSTRAINT person_id FOR (p:Person) REQUIRE p.id IS UNIQUE").consume()
        session.run("CREATE CONSTRAINT company_id FOR (c:Company) REQUIRE c.id IS UNIQUE").consume()
        people, companies = ([row[0] for row in rows] for rows in (person_rows(view), company_rows(view)))
        for some in _blocks(people):
            session.run("UNWIND $ids AS id CREATE (:Person {id: id})", ids=some).consume()
        for some in _blocks(companies):
            session.run("UNWIND $ids AS id CREATE (:Company {id: id})", ids=some).consume()


def _load(driver: Driver, model: Model, view: View) -> float:
    """Write everything that ranking needs; the seconds that the database took for the spells."""
    spells = 0.0
    with driver.session() as session:
        for step in graph_steps(view):
            text = model.text(statement("neo4j", step.statement))
            for some in _blocks(list(step.rows)):
                start = time.perf_counter()
                session.run(text, rows=some).consume()
                spells += (time.perf_counter() - start) * (step.statement == "publish_spells")
    return round(spells, 1)


def _ask(driver: Driver, model: Model, view: View, accounts: int) -> dict[str, float]:
    """Take a first look at the largest accounts, the second time with the clock, then with the profiler."""
    here, policy = view.places, view.ties.policy
    staff = np.bincount(here.company[view.jobs[view.jobs != NOBODY]], minlength=view.snapshot.companies)
    text = model.text(statement("neo4j", "warm_paths"))
    values = constants(policy, DAY) | {"cut": _CUT}
    taken, hits = [], []
    with driver.session() as session:
        for number in [*np.argsort(-staff)[:accounts].tolist()] * 2:
            account = account_of(view.snapshot, TargetSearch(number, DAY.toordinal(), 0.5), policy)
            start = time.perf_counter()
            session.run(text, account=account, **values).consume()  # type: ignore[arg-type]  # as above
            taken.append((time.perf_counter() - start) * 1000)
        for number in np.argsort(-staff)[:accounts].tolist():
            account = account_of(view.snapshot, TargetSearch(number, DAY.toordinal(), 0.5), policy)
            summary = session.run(f"PROFILE {text}", account=account, **values).consume()  # type: ignore[arg-type]  # same
            hits.append(hits_of(summary.profile or {}))
    return {"look_ms_p50": round(median(taken[accounts:]), 1), "look_hits_p50": median(hits)}


def _blocks(rows: Sequence[Any]) -> list[Sequence[Any]]:
    return [rows[first : first + _AT_ONCE] for first in range(0, len(rows), _AT_ONCE)]


def _cpu_seconds(server: Neo4jServer) -> float:
    """How long the server has computed: on a busy machine its clock tells little."""
    told = Path(f"/proc/{server.pid}/stat").read_text(encoding="ascii").split()
    return (int(told[13]) + int(told[14])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main())

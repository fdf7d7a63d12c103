"""How Neo4j goes about ranking: the plan of `warm_paths` and `weekly_accounts`, step by step, with what each reads."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from api.cli.console import day_or_today
from api.presenter.finding.lookup import find_company
from api.presenter.paths.paths import search_at
from api.workspace import Scene, Workspace
from orbit.errors import OrbitError, UsageError
from orbit.settings import read_settings
from orbit.store.neo4j import Neo4jStore
from orbit.store.neo4j.ranking import account_of, constants
from queries import statement

NAMES = ("warm_paths", "weekly_accounts")
_CUT = 256
_WIDTH = 110


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the plans for the accounts that are named; the graph has to be published as of the day."""
    parser = argparse.ArgumentParser(prog="python -m bench.plans", description=__doc__)
    parser.add_argument("accounts", nargs="+", help="names or domains of accounts")
    parser.add_argument("--home", type=Path, help="the workspace, whose store is in Neo4j")
    parser.add_argument("--as-of", help="the day as of which the graph is published")
    parser.add_argument("--explain", action="store_true", help="only plan, do not run and count")
    options = parser.parse_args(arguments)
    try:
        with Workspace.open(read_settings(options.home)) as workspace:
            for line in _plans(workspace, options.accounts, day_or_today(options.as_of), explain=options.explain):
                sys.stdout.write(f"{line}\n")
    except OrbitError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _plans(workspace: Workspace, keys: Sequence[str], day: date, *, explain: bool) -> Iterator[str]:
    store = workspace.store
    if not isinstance(store, Neo4jStore):
        raise UsageError("Only a store in Neo4j has plans to show.")
    scene = workspace.scene(day)
    accounts = [_account(scene, find_company(store, scene, key), number) for number, key in enumerate(keys)]
    values = constants(scene.policy, day) | {"cut": _CUT, "account": accounts[0], "accounts": accounts}
    with store.link.session() as session:
        for name in NAMES:
            text = f"{'EXPLAIN' if explain else 'PROFILE'} {statement('neo4j', name)}"
            summary = session.run(text, values).consume()
            plan: dict[str, Any] = (summary.plan if explain else summary.profile) or {}
            yield f"{name}: {hits(plan):,} hits"
            yield from _lines(plan)


def hits(plan: dict[str, Any]) -> int:
    """How often all steps of a profile touched the database."""
    own: int = plan["args"].get("DbHits", 0)
    return own + sum(map(hits, plan.get("children", [])))


def _account(scene: Scene, company: int, number: int) -> dict[str, Any]:
    return account_of(scene.view.snapshot, search_at(scene, company), scene.policy, number)


def _lines(plan: dict[str, Any], depth: int = 0) -> Iterator[str]:
    """A step after the steps that it takes its rows from: rows, hits, what it does."""
    children: list[dict[str, Any]] = plan.get("children", [])
    for place, child in enumerate(children):
        yield from _lines(child, depth + len(children) - 1 - place)
    told = plan["args"]
    step = f"{'| ' * depth}{plan['operatorType'].partition('@')[0]} {' '.join(told.get('Details', '').split())}"
    rows = told.get("Rows", told.get("EstimatedRows", 0))
    yield f"{rows:>9,.0f} {told.get('DbHits', 0):>9,}  {step[:_WIDTH]}"


if __name__ == "__main__":
    sys.exit(main())

"""Many processes that want the last slot of one connector."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from collections import Counter
from contextlib import ExitStack, closing
from pathlib import Path

from orbit.store.sqlite import open_sqlite
from tests.asking import asked, rival

ROOT = Path(__file__).parents[4]
PROCESSES, THREADS = 8, 8

ASK = f"""
    import json, sys
    from concurrent.futures import ThreadPoolExecutor
    from orbit.errors import AskRefused
    from orbit.store.sqlite import open_sqlite
    from tests.asking import asked, rival

    store = open_sqlite(sys.argv[1], wait=60)
    first = int(sys.argv[2]) * {THREADS} + 1

    def call(number):
        try:
            with store.writing() as batch:
                return f"ask {{asked(batch.asks, rival(number)).id}}"
        except AskRefused as refusal:
            return " ".join(refusal.rules)

    print("ready", flush=True)
    sys.stdin.readline()
    with ThreadPoolExecutor({THREADS}) as callers:
        print(json.dumps(list(callers.map(call, range(first, first + {THREADS})))))
"""


def test_of_64_callers_in_eight_processes_exactly_one_gets_the_last_slot(tmp_path: Path) -> None:
    file = tmp_path / "workspace.orbit"
    with closing(open_sqlite(file, create=True)) as store, store.writing() as batch:
        asked(batch.asks, rival(0))

    answers = Counter(all_at_once(file))

    assert answers == {"ask 2": 1, "open_asks": PROCESSES * THREADS - 1}
    with closing(open_sqlite(file)) as store:
        assert [ask.id for ask in store.asks()] == [1, 2]


def all_at_once(file: Path) -> list[str]:
    """Let every process begin when all are ready; return what each caller was told."""
    with ExitStack() as running:
        started = [running.enter_context(asking_process(file, number)) for number in range(PROCESSES)]
        for process in started:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        told = [process.communicate("go\n", timeout=120)[0] for process in _let_go(started)]
    return [answer for lines in told for answer in json.loads(lines)]


def _let_go(started: list[subprocess.Popen[str]]) -> list[subprocess.Popen[str]]:
    for process in started[1:]:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    return started


def asking_process(file: Path, number: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", textwrap.dedent(ASK), str(file), str(number)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

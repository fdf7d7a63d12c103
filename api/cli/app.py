"""The command `orbit`: its verbs, and what an error or a rejected row means for the exit code."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable

import typer

from api.cli import (
    admin,
    answers,
    asking,
    confirming,
    copying,
    demo,
    finding,
    import_history,
    imports,
    learning,
    linting,
    measuring,
    packets,
    policing,
    private,
    publishing,
    querying,
    resolving,
    reviewing,
    serving,
    session,
    sharing,
    surfaces,
    users,
)
from api.cli.console import narrate
from orbit.errors import (
    AskForbidden,
    AskRefused,
    BadFile,
    BadRow,
    KeyReused,
    NotFound,
    OrbitError,
    PolicyError,
    SolverFailed,
    StoreBusy,
    StoreError,
    StoreTooNew,
    StoreUnavailable,
    UsageError,
)

FAILURE = 1
USAGE = 2
INTERRUPTED = 130

EXIT_CODES: dict[type[OrbitError], int] = {
    OrbitError: FAILURE,
    UsageError: USAGE,
    NotFound: FAILURE,
    AskForbidden: FAILURE,
    AskRefused: FAILURE,
    KeyReused: FAILURE,
    PolicyError: FAILURE,
    BadFile: FAILURE,
    BadRow: FAILURE,
    SolverFailed: FAILURE,
    StoreError: FAILURE,
    StoreUnavailable: FAILURE,
    StoreBusy: FAILURE,
    StoreTooNew: FAILURE,
}


def main() -> None:
    """Run the command line; the process exits with 0, 1 (failure), 2 (usage) or 3 (done, some rows rejected)."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    sys.exit(guarded(make_app()))


def guarded(app: Callable[[], object]) -> int:
    """Call the app and turn what it raises into an exit code and a sentence on stderr."""
    try:
        app()
    except NotFound as error:
        narrate(str(error))
        for line in finding.suggestions(error, sys.argv):
            narrate(line)
        return EXIT_CODES[NotFound]
    except OrbitError as error:
        narrate(str(error))
        return EXIT_CODES[type(error)]
    except KeyboardInterrupt:
        return _stopped()
    except SystemExit as end:
        # typer turns Ctrl-C into this exit code without a word.
        if end.code == INTERRUPTED:
            return _stopped()
        return end.code if isinstance(end.code, int) else FAILURE
    return 0


def _stopped() -> int:
    narrate("Stopped. Nothing half-done is visible; run the command again to go on.")
    return INTERRUPTED


def make_app() -> typer.Typer:
    """Assemble the verbs."""
    app = typer.Typer(
        name="orbit",
        help="Who can get us in? Warm paths to named people, asked at the right moment, with the words ready.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    for module in (
        demo,
        admin,
        copying,
        imports,
        import_history,
        policing,
        answers,
        finding,
        asking,
        linting,
        packets,
        session,
        measuring,
        confirming,
        learning,
        publishing,
        querying,
        resolving,
        reviewing,
        private,
        sharing,
        serving,
        surfaces,
        users,
    ):
        module.register(app)
    return app

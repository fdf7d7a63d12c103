"""The command line: parse, ask once, render. Answers on stdout, narration on stderr."""

import gc

# What a command loads lives to its end. Looking through it again and again for what may go took a fifth of a short one.
_COLLECT_AFTER = 200_000


def main() -> None:
    """Run the command line (see `api.cli.app.main`)."""
    gc.set_threshold(_COLLECT_AFTER)
    from api.cli.app import main as run

    try:
        run()
    finally:
        # All of it goes with the process. Looking through it once more at the end took another fifth.
        gc.disable()
        gc.freeze()

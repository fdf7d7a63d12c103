"""Work that a process of its own does, so that it slows no answer down and ends at once when it has to."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Collection, Mapping
from typing import Any

_BOOT = (
    "import json, sys; from importlib import import_module; told = json.loads(sys.stdin.readline());"
    " sys.path[:] = told.pop('path'); getattr(import_module(told.pop('module')), told.pop('function'))(told)"
)


def start_python(
    module: str, function: str, told: Mapping[str, Any], *, pass_fds: Collection[int] = (), apart: bool = False
) -> subprocess.Popen[bytes]:
    """Start this very Python anew, where it calls a function with what it is `told`; its input stays open.

    What is told goes through a pipe and not on the command line, where all who use the machine could read it. A process
    that stands `apart` is not stopped by the Ctrl-C that stops this one.
    """
    worker = subprocess.Popen(  # noqa: S603 - with a text of our own
        [sys.executable, "-c", _BOOT],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        pass_fds=tuple(pass_fds),
        start_new_session=apart,
    )
    if worker.stdin is not None:
        whole = {"path": sys.path, "module": module, "function": function, **told}
        worker.stdin.write(json.dumps(whole).encode() + b"\n")
        worker.stdin.flush()
    return worker

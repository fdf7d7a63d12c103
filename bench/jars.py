"""The jars of a Neo4j server, fetched by Maven once and kept in the user's cache.

Nothing beyond the standard library is imported, so that they can be fetched before anything is installed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from orbit.errors import StoreUnavailable, UsageError

VERSION = "5.26.30"
OLDEST_JAVA = 17
_POM = Path(__file__).parent / "neo4j" / "pom.xml"
_COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
_FIRST_LINES = 2


def jars(say: Callable[[str], None]) -> Path:
    """Return the folder of the server's jars; fetch them on first use (120 MB)."""
    folder = _cache()
    if folder.is_dir():
        return folder
    reason = java_missing()
    if reason is not None:
        raise UsageError(reason)
    say(f"Fetching Neo4j {VERSION} (120 MB, once) …")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as making:
        _fetch(Path(making) / "lib")
        try:
            (Path(making) / "lib").rename(folder)
        except OSError:
            # Another process was quicker; what it put there is complete, because it was renamed too.
            if not folder.is_dir():
                raise
    return folder


def java_missing() -> str | None:
    """Say why no server can be started on this machine; None if one can."""
    java = shutil.which(java_command())
    if java is None:
        return f"there is no Java on this machine: install a JDK, version {OLDEST_JAVA} or 21"
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', told)
    if version is None or int(version[1]) < OLDEST_JAVA:
        return f"Neo4j needs Java {OLDEST_JAVA} or 21, and {java} is older"
    if not _cache().is_dir() and shutil.which("mvn") is None:
        return "Neo4j's jars are fetched by Maven, which is not on this machine: install the package `maven`"
    return None


def java_command() -> str:
    """Return the command that runs Java: from JAVA_HOME, else the one on the path."""
    chosen = os.getenv("JAVA_HOME")
    return str(Path(chosen) / "bin" / "java") if chosen else "java"


def own_folder(variable: str, otherwise: str) -> Path:
    """Return Orbit's folder below the one that `variable` names, else below `otherwise` in the user's own."""
    return Path(os.getenv(variable) or Path.home() / otherwise) / "orbit"


def _cache() -> Path:
    return own_folder("XDG_CACHE_HOME", ".cache") / f"neo4j-{VERSION}"


def _fetch(folder: Path) -> None:
    command = [
        "mvn",
        "--quiet",
        "--batch-mode",
        "-Dstyle.color=never",
        "--strict-checksums",
        "--file",
        str(_POM),
        _COPY,
    ]
    options = ["-DincludeScope=runtime", f"-DoutputDirectory={folder}", f"-Dneo4j.version={VERSION}"]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    if done.returncode != 0 or not any(folder.glob("neo4j-server-*.jar")):
        words = "\n".join((done.stdout + done.stderr).splitlines()[:_FIRST_LINES])
        raise StoreUnavailable(f"Maven could not fetch Neo4j {VERSION}. Is there a network? It said:\n{words}")

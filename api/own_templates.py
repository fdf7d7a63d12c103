"""A workspace's own words: the files in its folder `templates`, each in place of a shipped one."""

from __future__ import annotations

import hashlib
from pathlib import Path

from orbit.errors import UsageError

OwnTemplates = tuple[tuple[str, str], ...]
_FOLDER, _SUFFIX = "templates", ".j2"


def read_own_templates(home: Path) -> OwnTemplates:
    """Return the workspace's templates by name, checked; raises UsageError with file and line where one is wrong."""
    folder = home / _FOLDER
    if not folder.is_dir():
        return ()
    own = tuple((path.name.removesuffix(_SUFFIX), _text(path)) for path in sorted(folder.glob(f"*{_SUFFIX}")))
    if own:
        from orbit.asks.packet.templating import templates_of  # only workspaces with words of their own need it here

        templates_of(dict(own))
    return own


def digest_of(own: OwnTemplates) -> str:
    """Return a short name for these very texts; empty where there are none."""
    return hashlib.sha256(repr(own).encode()).hexdigest()[:8] if own else ""


def _text(path: Path) -> str:
    shown = f"{_FOLDER}/{path.name}"
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{shown} cannot be read: {error.strerror}") from error
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise UsageError(f"{shown}:{line}: this is no UTF-8 text; save it as UTF-8") from error

"""The policy as settings show it, and one value of it changed: tried first, then written into the workspace's file."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, replace
from pathlib import Path

from api.presenter.forms import Json
from api.workspace import Workspace
from orbit.errors import NotFound, PolicyError, UsageError
from orbit.policy.effects import effect_of
from orbit.policy.load import load_policy, read_override
from orbit.policy.reading import PolicyValue
from orbit.policy.table import Origin, PolicyEntry, in_sections, policy_entries, show_value
from orbit.policy.writing import kind_of, typed_value, with_value, without_value
from orbit.settings import Settings

# What starts a program on the server is not to be set from afar.
ONLY_IN_THE_FILE = frozenset({"packet.rewrite_command"})
_REFUSED = "This value starts a program on the server. Change it there, in policy.toml in the workspace's folder."
_BY_HAND = "The file tells this value in a way that this page cannot change. Change it in policy.toml by hand."


@dataclass(frozen=True, slots=True)
class Trial:
    """One value as it is, and as it would be: `text` is the whole file then. `problem` says why it cannot be so."""

    before: PolicyEntry
    after: PolicyEntry | None
    text: str
    problem: str | None = None

    @property
    def changes(self) -> bool:
        """Whether the file would say something else."""
        return self.after is not None and (self.after.value, self.after.origin) != (
            self.before.value,
            self.before.origin,
        )

    def form(self) -> Json:
        """What a page shows of it."""
        after = self.after
        effect = "" if after is None else effect_of(replace(after, shipped=self.before.value))
        same = after is None or after.value == self.before.value
        told = entry_form(self.before)
        return {
            **told,
            "problem": self.problem,
            "changes": self.changes,
            "after": None if after is None else _lines(after.value),
            "after_set_by": None if after is None else after.origin.value,
            "effect": "The same value counts, so no answer changes." if same else effect,
        }


def policy_answer(settings: Settings) -> Json:
    """Every value in force by section, what the workspace changed, and what is wrong with its file."""
    own, learned = _text(settings.policy), _text(settings.learned)
    problems = read_override(own, learned).problems
    # With a file that cannot be used, what is told is what counts without it.
    entries = policy_entries("" if problems else own, learned)
    sections = in_sections(entries)
    return {
        "digest": load_policy("" if problems else own, learned).digest,
        "exists": settings.policy.exists(),
        "problems": [{"line": one.line, "text": one.text, "remedy": one.remedy} for one in problems],
        "changed": sum(entry.origin is not Origin.SHIPPED for entry in entries),
        "sections": [
            {"name": name, "entries": [entry_form(entry) for entry in told]} for name, told in sections.items()
        ],
    }


def entry_form(entry: PolicyEntry) -> Json:
    """One value as a page shows it: a list has one text per line."""
    return {
        "name": entry.name,
        "section": entry.section,
        "key": entry.key,
        "value": _lines(entry.value),
        "shipped": _lines(entry.shipped),
        "kind": {"tuple[str, ...]": "list"}.get(kind_of(entry.name), kind_of(entry.name)),
        "unit": entry.unit,
        "source": entry.source,
        "set_by": entry.origin.value,
        "differs": entry.differs,
        "effect": effect_of(entry) if entry.differs else None,
        "editable": entry.name not in ONLY_IN_THE_FILE,
    }


def tried(settings: Settings, name: str, typed: str | None) -> Trial:
    """Try a value; None undoes the workspace's own. Raises NotFound for a key that there is not."""
    own, learned = _text(settings.policy), _text(settings.learned)
    before = _entry(policy_entries("" if read_override(own, learned).problems else own, learned), name)
    try:
        text = without_value(own, name) if typed is None else _written(own, name, typed)
        after = _checked(own, text, learned, name)
    except PolicyError as error:
        return Trial(before, None, own, _plainly(str(error), name))
    return Trial(before, after, text)


def saved(workspace: Workspace, name: str, typed: str | None) -> Trial:
    """Try a value and write it where it may stand. Who writes second sees what the first one wrote."""
    # One transaction of a store at a time, whichever process begins it: that keeps writers of the file apart too.
    with workspace.store.writing():
        trial = tried(workspace.settings, name, typed)
        if trial.problem is None and trial.changes:
            _write(workspace.settings.policy, trial.text)
    return trial


def _written(own: str, name: str, typed: str) -> str:
    if name in ONLY_IN_THE_FILE:
        raise PolicyError(_REFUSED)
    return with_value(own, name, typed_value(name, typed))


def _checked(own: str, text: str, learned: str, name: str) -> PolicyEntry:
    """The entry of a key by another text; raises PolicyError where the text is wrong or changes anything else."""
    problems = read_override(text, learned).problems
    if problems:
        about = next((one for one in problems if name in one.text), problems[0])
        raise PolicyError(about.told("policy.toml") if name not in about.text else about.text)
    before, after = policy_entries(own, learned), policy_entries(text, learned)
    others = [(one.name, one.value) for one in before if one.name != name]
    if others != [(one.name, one.value) for one in after if one.name != name]:
        raise PolicyError(_BY_HAND)
    return _entry(after, name)


def _entry(entries: list[PolicyEntry], name: str) -> PolicyEntry:
    found = next((entry for entry in entries if entry.name == name), None)
    if found is None:
        raise NotFound(f"The policy has no value {name}.")
    return found


def _plainly(text: str, name: str) -> str:
    """An error of the policy without the name of the field beside which it stands."""
    told = text.removeprefix("policy key ").removeprefix(f"{name}: ")
    return told[:1].upper() + told[1:]


def _lines(value: PolicyValue) -> str:
    if isinstance(value, tuple):
        return "\n".join(value)
    return value if isinstance(value, str) else show_value(value)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8") if file.is_file() else ""
    except UnicodeDecodeError as error:
        raise UsageError(f"{file.name} is not text in UTF-8: save it as UTF-8, or delete it") from error


def _write(file: Path, text: str) -> None:
    """Put a new file in the place of the old one in one step, so that nobody ever reads half of it."""
    draft = file.with_name(f".{file.name}-{secrets.token_hex(6)}")
    mode = file.stat().st_mode & 0o777 if file.exists() else 0o600
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
        opened.write(text)
        opened.flush()
        os.fsync(opened.fileno())
    draft.replace(file)

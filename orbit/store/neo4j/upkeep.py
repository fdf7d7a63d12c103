"""Looking for damage in the database."""

from __future__ import annotations

import re

from orbit.store.neo4j.link import Link
from queries import migrations

_NAME = re.compile(r"^CREATE (?:CONSTRAINT|INDEX) (\w+)", re.MULTILINE)
_COUNTED = (
    ("fact_orphans", "{} facts name a record or a file that is not there."),
    ("record_doubles", "{} records describe two people or companies, or one of the wrong kind."),
    ("empty_entities", "{} people and companies have no record."),
    ("ask_orphans", "{} asks have no event, or events no ask."),
)
_SECONDS = 600.0


def findings(link: Link) -> list[str]:
    """Return a sentence for each thing wrong with the workspace's graph."""
    wanted = {name for step in migrations("neo4j") for name in _NAME.findall(step)}
    missing = sorted(wanted - {name for (name,) in link.ask("constraints")})
    found = [f"The index {name} is missing or not ready; make it again with `orbit init`." for name in missing]
    for name, sentence in _COUNTED:
        count = link.ask(name, seconds=_SECONDS)[0][0]
        found += [sentence.format(f"{count:,}")] if count else []
    return found

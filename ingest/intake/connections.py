"""LinkedIn's list of connections: one row for each, with today's employer and without dates of employment."""

from __future__ import annotations

from ingest.intake import keys, values
from ingest.intake.contract import Column, Format, Row, Shape, Table
from orbit import names
from orbit.errors import BadRow
from orbit.model import Person, RecordKey, Ref

CONNECTIONS = Shape(
    name="Connections.csv",
    format=Format.CSV,
    file_names=("connections.csv",),
    columns=(
        Column("first_name", ("First Name", "Vorname"), "First name of the connection", "Ida", required=True),
        Column("last_name", ("Last Name", "Nachname"), "Last name", "Berg", required=True),
        Column("url", ("URL",), "LinkedIn profile; older exports lack it", "https://www.linkedin.com/in/ida-berg-91"),
        Column("email", ("Email Address", "E-Mail-Adresse"), "E-mail, mostly empty", "ida@nordlys.example"),
        Column("company", ("Company", "Unternehmen"), "Present employer", "Nordlys AS", required=True),
        Column("position", ("Position",), "Present title", "VP Finance"),
        Column("connected_on", ("Connected On", "Verbunden am"), "Day of the connection", "05 Mar 2024", required=True),
    ),
)


def connection(row: Row, table: Table, source: str, owner: str | None = None) -> Person:
    """Return the person of a row; without a profile address the key is made of the owner's e-mail and the name."""
    name = full_name(row)
    if not name:
        fix = "delete the row: this member has left LinkedIn or hides the name"
        raise BadRow("first_name", "the connection has no name", fix)
    url, email, company = values.text(row, "url"), values.email(row, "email"), values.text(row, "company")
    slug = names.linkedin_slug(url) if url else None
    by_name = f"c/{owner}/{keys.plain(name)}" if owner else keys.person_id(name, email=email, company=company)
    return Person(
        key=RecordKey(source, f"in/{slug}" if slug else by_name),
        name=name,
        ref=Ref(source, table.file, row.line),
        seen_on=table.observed_on,
        emails=(email,) if email else (),
        linkedin=url,
        title=values.text(row, "position"),
        company=company,
    )


def full_name(row: Row) -> str:
    """Return first and last name in one; empty when both are."""
    parts = (values.text(row, "first_name"), values.text(row, "last_name"))
    return " ".join(part for part in parts if part)

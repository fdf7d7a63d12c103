"""What LinkedIn gives an employee who asks for their own data: connections, career, schools, profile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from ingest.intake import dates, keys, spans, values
from ingest.intake.ahead import rows_ahead
from ingest.intake.colleagues import name_from_email
from ingest.intake.connections import CONNECTIONS, connection, full_name
from ingest.intake.contract import Column, Format, ReadOptions, Row, RowReader, RowResult, Shape, Source, Table
from ingest.intake.reading import each_row
from ingest.intake.settled import settled
from orbit import names
from orbit.errors import BadFile, BadRow, UsageError
from orbit.model import Circle, Company, Item, Person, RecordKey, Ref, Role, Spell, SpellKind, Tie, TieKind

_NAME = "linkedin"
_YES = frozenset({"yes", "true", "ja"})
# ISO beside LinkedIn's own way, because that is how a rejected row is asked to be mended.
_DAY = dates.either(dates.day_month_name, dates.iso)
_MONTH_OR_YEAR = dates.either(dates.month_name_year, dates.iso)

POSITIONS = Shape(
    name="Positions.csv",
    format=Format.CSV,
    file_names=("positions.csv",),
    columns=(
        Column("company", ("Company Name",), "Employer of the person whose export it is", "Acme", required=True),
        Column("title", ("Title",), "Title there", "Account Executive", required=True),
        Column("started_on", ("Started On",), "Month or year of the start", "Mar 2019", required=True),
        Column("finished_on", ("Finished On",), "The same for the end; empty while it lasts", "2021"),
    ),
)
EDUCATION = Shape(
    name="Education.csv",
    format=Format.CSV,
    file_names=("education.csv",),
    columns=(
        Column("school", ("School Name",), "School of the person whose export it is", "Bergen College", required=True),
        Column("degree", ("Degree Name",), "Degree", "BSc Economics"),
        Column("start", ("Start Date",), "Month or year of the start", "2009"),
        Column("end", ("End Date",), "The same for the end", "2012"),
    ),
)
PROFILE = Shape(
    name="Profile.csv",
    format=Format.CSV,
    file_names=("profile.csv",),
    columns=(
        Column("first_name", ("First Name",), "First name of the person whose export it is", "Ana", required=True),
        Column("last_name", ("Last Name",), "Last name", "Ruiz", required=True),
        Column("headline", ("Headline",), "The line under the name; only tells the file apart", "AE", required=True),
        Column("location", ("Geo Location",), "Where the person lives", "Oslo, Norway"),
    ),
)
EMAILS = Shape(
    name="Email Addresses.csv",
    format=Format.CSV,
    file_names=("email addresses.csv",),
    columns=(
        Column(
            "email",
            ("Email Address",),
            "An address of the person whose export it is",
            "ana.ruiz@example.com",
            required=True,
        ),
        Column("primary", ("Primary",), "Is it the main one: Yes or No", "Yes", required=True),
        Column("confirmed", ("Confirmed",), "Did they confirm it: Yes or No; others are passed over", "Yes"),
    ),
)


@dataclass(frozen=True, slots=True)
class _Owner:
    """The employee whose export it is.

    `addresses` are those that the export itself tells. `carried` is what rows about other things must say of the
    employee, when no row of the export does.
    """

    email: str
    addresses: frozenset[str]
    person: Person
    role: Role
    carried: tuple[Item, ...]

    def ref(self, table: Table, row: Row) -> Ref:
        """Where a row of their export stands."""
        return Ref(_NAME, table.file, row.line, owner=self.person.key)


def read(tables: Sequence[Table], options: ReadOptions) -> Iterator[RowResult]:
    """Yield the connections, jobs and schools of each employee, told by their addresses or by `options.owner`.

    An archive is one employee's export, the single files of a call together are another. Raise BadFile when it is
    not told whose an export is, or when `options.owner` is to stand for several employees.
    """
    exports: dict[str, list[Table]] = {}
    for table in tables:
        exports.setdefault(table.file.rpartition("/")[0], []).append(table)
    owned = [(export, _owner_of(export, options)) for export in exports.values()]
    for (first, one), (second, other) in pairwise(owned):
        if options.owner and one.addresses and other.addresses and one.addresses.isdisjoint(other.addresses):
            files = f"{first[0].file} and {second[0].file}"
            raise BadFile(f"{files} are exports of two employees, but --owner names one; import each on its own.")
    return settled(chain.from_iterable(_read_export(export, owner, options) for export, owner in owned))


def _read_export(tables: Sequence[Table], owner: _Owner, options: ReadOptions) -> Iterator[RowResult]:
    """Read what tells of the employee first: the other rows refer to it."""
    order = [shape.name for shape in (PROFILE, EMAILS, POSITIONS, EDUCATION, CONNECTIONS)]
    readers: dict[str, RowReader] = {
        PROFILE.name: lambda row, _table, _options: _read_profile(row, owner),
        EMAILS.name: lambda row, _table, _options: _read_email(row, owner),
        POSITIONS.name: lambda row, table, _options: _read_position(row, table, owner),
        EDUCATION.name: lambda row, table, _options: _read_school(row, table, owner),
        CONNECTIONS.name: lambda row, table, _options: _read_connection(row, table, owner),
    }
    return each_row(sorted(tables, key=lambda table: order.index(table.shape.name)), options, readers)


def _owner_of(tables: Sequence[Table], options: ReadOptions) -> _Owner:
    profiles = [(ref, row) for ref, row in _looked_at(tables, PROFILE) if full_name(row)]
    mails = [(ref, row, address) for ref, row in _looked_at(tables, EMAILS) if (address := _confirmed_email(row))]
    email = _owner_email(tables[0].file, [(row, address) for _, row, address in mails], options)
    addresses = [address for _, _, address in mails]
    key = RecordKey(_NAME, f"owner/{email}")
    told = [replace(ref, owner=key) for ref in (*(ref for ref, _ in profiles), *(ref for ref, _, _ in mails))]
    person = Person(
        key=key,
        name=full_name(profiles[0][1]) if profiles else name_from_email(email),
        ref=told[0] if told else Ref(_NAME, tables[0].file, owner=key),
        seen_on=tables[0].observed_on,
        emails=tuple(dict.fromkeys((email, *addresses))),
        location=values.text(profiles[0][1], "location") if profiles else None,
    )
    role = Role(key, Circle.TEAM, person.ref, seen_on=person.seen_on)
    return _Owner(email, frozenset(addresses), person, role, () if told else (person, role))


def _looked_at(tables: Sequence[Table], shape: Shape) -> list[tuple[Ref, Row]]:
    """Return the rows of the only table of a shape, and leave them there to be read again."""
    found = [table for table in tables if table.shape.name == shape.name]
    if len(found) > 1:
        raise BadFile(
            f"there are {len(found)} files called {shape.name}; import the export of each employee on its own."
        )
    return [(Ref(_NAME, table.file, row.line), row) for table in found for row in rows_ahead(table)]


def _owner_email(file: str, addresses: Sequence[tuple[Row, str]], options: ReadOptions) -> str:
    if options.owner:
        email = names.email_address(options.owner)
        if email is None:
            raise UsageError("--owner must be the e-mail address of the employee whose export this is")
        return email
    primary = [address for row, address in addresses if _is(row, "primary") or len(addresses) == 1]
    if not primary:
        raise BadFile(f"{file}: this does not say whose export it is; name the employee with --owner and an e-mail.")
    return primary[0]


def _confirmed_email(row: Row) -> str | None:
    """Return the address of a row; None where it is no address or LinkedIn never got an answer from it."""
    address = names.email_address(values.text(row, "email") or "")
    return address if _is(row, "confirmed", default=True) else None


def _is(row: Row, name: str, *, default: bool = False) -> bool:
    told = values.text(row, name)
    return default if told is None else told.casefold() in _YES


def _read_profile(row: Row, owner: _Owner) -> Iterator[Item]:
    if not full_name(row):
        raise BadRow("first_name", "the profile has no name", "write first and last name")
    yield owner.person
    yield owner.role


def _read_email(row: Row, owner: _Owner) -> Iterator[Item]:
    values.required(row, "email")
    values.email(row, "email")
    yield owner.person
    yield owner.role


def _read_position(row: Row, table: Table, owner: _Owner) -> Iterator[Item]:
    ref = owner.ref(table, row)
    start = values.partial(row, "started_on", _MONTH_OR_YEAR)
    end = values.partial(row, "finished_on", _MONTH_OR_YEAR)
    spans.check_order(start, end, "finished_on")
    if start and start.earliest > table.observed_on:
        raise BadRow("started_on", "this job begins after the day of the export", "write the day of its start")
    company = _named_company(values.required(row, "company"), table, ref)
    yield Spell(
        person=owner.person.key,
        company=company.key,
        ref=ref,
        title=values.text(row, "title"),
        start=start,
        end=end,
        seen_on=spans.vouched(end, table.observed_on),
    )
    yield company
    yield from owner.carried


def _read_school(row: Row, table: Table, owner: _Owner) -> Iterator[Item]:
    ref = owner.ref(table, row)
    start, end = values.partial(row, "start", _MONTH_OR_YEAR), values.partial(row, "end", _MONTH_OR_YEAR)
    spans.check_order(start, end, "end")
    name = values.required(row, "school")
    school = Company(RecordKey(_NAME, keys.school_id(name)), name, ref, table.observed_on)
    yield Spell(owner.person.key, school.key, ref, SpellKind.SCHOOL, values.text(row, "degree"), start, end)
    yield school
    yield from owner.carried


def _read_connection(row: Row, table: Table, owner: _Owner) -> Iterator[Item]:
    person = replace(connection(row, table, _NAME, owner.email), ref=owner.ref(table, row))
    connected_on = values.day(row, "connected_on", _DAY)
    if connected_on and connected_on > table.observed_on:
        raise BadRow("connected_on", "this day lies after the day of the export", "write the day of the connection")
    yield person
    if person.company:
        company = _named_company(person.company, table, person.ref)
        yield company
        yield Spell(person.key, company.key, person.ref, title=person.title, seen_on=table.observed_on)
    yield Tie(owner.person.key, person.key, TieKind.LINKEDIN, person.ref, on=connected_on)
    yield from owner.carried


def _named_company(name: str, table: Table, ref: Ref) -> Company:
    return Company(RecordKey(_NAME, f"company/{keys.plain(name)}"), name, ref, table.observed_on)


SOURCE = Source(
    name=_NAME,
    summary="An employee's LinkedIn export (zip, or single files): whom they are connected with, and their own career",
    shapes=(CONNECTIONS, POSITIONS, EDUCATION, PROFILE, EMAILS),
    read=read,
)

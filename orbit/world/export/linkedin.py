"""Each colleague's LinkedIn export: first-degree connections as profile pages show them, and the own career.

A connection carries a name, an address, today's employer as the page says, and the day of connecting: no dates of
employment, hardly ever an e-mail.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from orbit.world.careers import RUNNING
from orbit.world.companies import OUR_FIRM
from orbit.world.export.network import Connection, Network
from orbit.world.export.profiles import Profiles
from orbit.world.export.sheet import ExportFile, Mention, Named, Sheet, company, person
from orbit.world.firm import Desk
from orbit.world.make import World, school_number
from orbit.world.spec import Stage
from orbit.world.wording import CITIES, DEGREES, FIELDS, SCHOOLS

CONNECTIONS = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
CONNECTIONS_GERMAN = ("Vorname", "Nachname", "URL", "E-Mail-Adresse", "Unternehmen", "Position", "Verbunden am")
POSITIONS = ("Company Name", "Title", "Description", "Location", "Started On", "Finished On")
EDUCATION = ("School Name", "Start Date", "End Date", "Notes", "Degree Name", "Activities")
PROFILE = (
    "First Name", "Last Name", "Maiden Name", "Address", "Birth Date", "Headline", "Summary", "Industry", "Zip Code",
    "Geo Location", "Twitter Handles", "Websites", "Instant Messengers",
)  # fmt: skip
EMAILS = ("Email Address", "Confirmed", "Primary", "Updated On")
PREAMBLE = (
    "Notes:\n"
    '"When exporting your connection data, you may notice that some of the email addresses are missing. You will only '
    "see email addresses for connections who have allowed their connections to see or download their email address "
    'using this setting. You can learn more in the help pages."\n\n'
)
_ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_GERMAN = ("Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez")
_WITH_EMAIL = 0.016


@dataclass(frozen=True, slots=True)
class _Writer:
    """One colleague's export in the making."""

    world: World
    pages: Profiles
    owner: int
    exported_on: date
    dice: np.random.Generator

    @property
    def email(self) -> str:
        return self.world.people.work_email(self.owner, self.world.companies.domains[OUR_FIRM])

    @property
    def folder(self) -> str:
        return f"linkedin/{self.email.partition('@')[0]}"


def linkedin_exports(world: World) -> Iterator[ExportFile]:
    """Yield the export of every colleague; one of them brings only a German list of connections."""
    dice = world.spec.dice(Stage.LINKEDIN)
    pages, network = Profiles(world), Network(world, dice)
    german = world.roster.at(Desk.CSM)[0]
    for owner in world.roster.team:
        exported_on = world.spec.ago(int(dice.integers(1, 40)))
        writer = _Writer(world, pages, owner, exported_on, dice)
        known = network.of(owner, exported_on)
        yield _german_list(writer, known) if owner == german else _archive(writer, known)


def _archive(writer: _Writer, known: Sequence[Connection]) -> ExportFile:
    name = f"{writer.folder}/Basic_LinkedInDataExport_{writer.exported_on:%m-%d-%Y}.zip"
    folder = f"LinkedInDataExport_{writer.exported_on:%m-%d-%Y}/" if writer.dice.random() < 0.1 else ""
    sheets = {
        "Profile.csv": _profile(writer),
        "Email Addresses.csv": _emails(writer),
        "Positions.csv": _positions(writer),
        "Education.csv": _education(writer),
        "Connections.csv": _connections(writer, known, Sheet(CONNECTIONS, preamble=PREAMBLE, bom=_sometimes(writer))),
    }
    mentions = {f"{name}/{member}": sheet.mentions for member, sheet in sheets.items()}
    content = _zipped({folder + member: sheet.content() for member, sheet in sheets.items()}, writer.exported_on)
    return _file(writer, name, content, mentions)


def _german_list(writer: _Writer, known: Sequence[Connection]) -> ExportFile:
    name = f"{writer.folder}/Connections.csv"
    sheet = _connections(writer, known, Sheet(CONNECTIONS_GERMAN), months=_GERMAN)
    return _file(writer, name, sheet.content(), {name: sheet.mentions})


def _file(writer: _Writer, name: str, content: bytes, mentions: dict[str, tuple[Mention, ...]]) -> ExportFile:
    options = {"owner": writer.email, "observed_on": writer.exported_on.isoformat(), "group": writer.folder}
    return ExportFile(name, content, "linkedin", options, mentions)


def _zipped(members: dict[str, bytes], day: date) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 12, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return packed.getvalue()


def _sometimes(writer: _Writer) -> bool:
    return bool(writer.dice.random() < 0.25)


def _connections(writer: _Writer, known: Sequence[Connection], sheet: Sheet, months: Sequence[str] = _ENGLISH) -> Sheet:
    broken = int(writer.dice.integers(0, len(known))) if writer.owner % 12 == 1 else -1
    accidents = writer.dice.random((len(known), 2))
    for number, link in enumerate(known):
        cells, named = _connection(writer, link, float(accidents[number, 0]))
        day = f"{link.on.day:02d} {months[link.on.month - 1]} {link.on.year}"
        if number == broken:
            day = f"31 {months[1]} {link.on.year}"
        sheet.add((*cells, day), *(() if number == broken else named))
        if accidents[number, 1] < 0.004:
            sheet.add((*cells, day), *named)
        elif accidents[number, 1] > 0.993:
            sheet.add([""] * len(CONNECTIONS))
    return sheet


def _connection(writer: _Writer, link: Connection, die: float) -> tuple[tuple[str, ...], tuple[Named, ...]]:
    people, job = writer.world.people, writer.pages.job(link.person)
    name = writer.pages.name(link.person)
    email = ""
    if die < _WITH_EMAIL:
        at_work = job and die < _WITH_EMAIL / 3
        domain = writer.world.companies.domains[job.company] if job else ""
        email = people.work_email(link.person, domain) if at_work else people.personal_email(link.person)
    named = (person(link.person, name.full), *([company(job.company, job.company_text)] if job else []))
    employer = (job.company_text, job.title) if job else ("", "")
    return (name.first, name.last, people.profile_url(link.person), email, *employer), named


def _profile(writer: _Writer) -> Sheet:
    sheet = Sheet(PROFILE)
    name, job = writer.pages.name(writer.owner), writer.pages.job(writer.owner)
    headline = f"{job.title} at {job.company_text}" if job else ""
    city = CITIES[int(writer.world.people.city[writer.owner])].name
    cells = (name.first, name.last, "", "", "", headline, "", "Software Development", "", city, "", "", "")
    sheet.add(cells, person(writer.owner, name.full))
    return sheet


def _emails(writer: _Writer) -> Sheet:
    sheet = Sheet(EMAILS)
    owner = person(writer.owner, writer.world.people.name(writer.owner))
    sheet.add((writer.world.people.personal_email(writer.owner), "Yes", "No", "Not Available"), owner)
    sheet.add((writer.email, "Yes", "Yes", "Not Available"), owner)
    return sheet


def _positions(writer: _Writer) -> Sheet:
    sheet = Sheet(POSITIONS)
    world, spells = writer.world, writer.world.spells
    owner = person(writer.owner, world.people.name(writer.owner))
    for spell in reversed(writer.pages.spells(writer.owner)):
        employer = int(spells.company[spell])
        rough = bool(spells.rough[spell])
        end = int(spells.end[spell])
        where = CITIES[int(world.companies.city[employer])]
        description = "First hire.\nBuilt the team." if writer.dice.random() < 0.1 else ""
        cells = (
            world.companies.names[employer], writer.pages.title(spell), description, f"{where.name}, {where.country}",
            _told(int(spells.start[spell]), rough=rough), "" if end == RUNNING else _told(end, rough=rough),
        )  # fmt: skip
        sheet.add(cells, owner, company(employer, cells[0]))
    return sheet


def _education(writer: _Writer) -> Sheet:
    sheet = Sheet(EDUCATION)
    world, nature = writer.world, writer.world.people.nature
    school = int(nature.school[writer.owner])
    begun = int(world.spells.start[writer.pages.spells(writer.owner)[0]])
    field = int(nature.field[writer.owner])
    cells = (SCHOOLS[school], begun // 12 - 4, begun // 12, "", f"{DEGREES[field % 6]}, {FIELDS[field]}", "")
    owner = person(writer.owner, world.people.name(writer.owner))
    sheet.add(cells, owner, company(school_number(world, school), SCHOOLS[school]))
    return sheet


def _told(month: int, *, rough: bool) -> str:
    return str(month // 12) if rough else f"{_ENGLISH[month % 12]} {month // 12}"

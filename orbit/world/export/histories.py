"""Full careers: what a data provider sold us, a few résumés, a hand-kept table, and a list of who changed jobs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from orbit.world.careers import RUNNING
from orbit.world.companies import OUR_FIRM
from orbit.world.export.crm import Office
from orbit.world.export.profiles import Profiles
from orbit.world.export.sheet import ExportFile, Lines, Named, Rows, Sheet, as_json, company, person
from orbit.world.export.spelling import company_name, job_title, provider_name, typed_name
from orbit.world.make import World, ours, school_number, targets_today
from orbit.world.spec import Ints, Stage
from orbit.world.wording import CITIES, DEGREES, FIELDS, INDUSTRIES, SCHOOLS

TEMPLATE = (
    "person_name", "email", "linkedin_url", "title", "company_name", "company_domain", "start", "end", "location",
    "kind", "person_id",
)  # fmt: skip
JOB_CHANGES = (
    "person_name", "linkedin_url", "email", "old_company", "old_title", "new_company", "new_title", "changed_on",
    "relationship_owner_email",
)  # fmt: skip
_SIZES = (10, 50, 200, 500, 1_000, 5_000, 10_000)
# One in six is behind by a job, which is a wrong employer for one in nine: the others were promoted.
_BEHIND = 0.17
_LOST_JOB = 0.06


class _Provider:
    """Writes persons as a data provider sells them: lower case, partial dates, now and then out of date."""

    def __init__(self, world: World, pages: Profiles, dice: np.random.Generator) -> None:
        self._world, self._pages, self._dice = world, pages, dice
        self._industries = [name.lower() for name in INDUSTRIES]

    def element(self, number: int) -> tuple[dict[str, Any], list[Named]]:
        """Return the person's element and whom and what it names."""
        world, dice = self._world, self._dice.random(6)
        spells = list(self._pages.spells(number))
        outdated = bool(dice[0] < _BEHIND)
        if outdated and len(spells) > 1:
            spells.pop()
        name = provider_name(world.people, number, float(dice[1]))
        top_job = self._job(spells[-1], primary=True, closed=not outdated)
        kept = [at for at in reversed(spells[:-1]) if self._dice.random() > _LOST_JOB]
        jobs = [top_job, *(self._job(at, primary=False, closed=True) for at in kept)]
        named = [person(number, name), *(company(at, told["company"]["name"]) for at, told in jobs)]
        top = jobs[0][1]
        element: dict[str, Any] = {
            "id": f"{number * 7_919 % 10**9:09d}q_0000",
            "full_name": name,
            "linkedin_url": f"linkedin.com/in/{world.people.slug(number)}" if dice[2] < 0.9 else None,
            "work_email": world.people.work_email(number, top["company"]["website"]) if dice[3] < 0.25 else None,
            "personal_emails": [world.people.personal_email(number)] if dice[4] < 0.15 else [],
            "location_name": CITIES[int(world.people.city[number])].name.lower(),
            "job_title": top["title"]["name"],
            "job_company_name": top["company"]["name"],
            "job_company_website": top["company"]["website"],
            "job_start_date": top["start_date"],
            "job_last_verified": world.spec.ago(int(dice[5] * 300)).isoformat(),
            "experience": [told for _, told in jobs],
            "education": [],
        }
        if dice[0] > 0.55:
            element["education"] = [self._education(number, named)]
        return element, named

    def _job(self, spell: int, *, primary: bool, closed: bool) -> tuple[int, dict[str, Any]]:
        dice = self._dice.random(3)
        world, spells = self._world, self._world.spells
        employer, end = int(spells.company[spell]), int(spells.end[spell])
        rough = bool(spells.rough[spell]) or dice[1] < 0.05
        told = {
            "company": {
                "name": company_name(world.companies, employer, float(dice[2])).lower(),
                "website": world.companies.domains[employer],
                "size": _size(int(world.headcount[employer])),
                "industry": self._industries[int(world.companies.industry[employer])],
            },
            "title": {"name": job_title(self._pages.title(spell), float(dice[0])).lower()},
            "start_date": _told(int(spells.start[spell]), rough=rough),
            "end_date": _told(end, rough=rough) if end != RUNNING and closed else None,
            "is_primary": primary,
        }
        return employer, told

    def _education(self, number: int, named: list[Named]) -> dict[str, Any]:
        world, nature = self._world, self._world.people.nature
        school, field = int(nature.school[number]), int(nature.field[number])
        begun = int(world.spells.start[self._pages.spells(number)[0]]) // 12
        name = SCHOOLS[school].lower()
        named.append(company(school_number(world, school), name))
        return {
            "school": {"name": name},
            "start_date": str(begun - 4),
            "end_date": str(begun),
            "degrees": [DEGREES[field % 6].lower()],
            "majors": [FIELDS[field].lower()],
        }


def career_exports(world: World) -> Iterator[ExportFile]:
    """Yield the provider's file, the résumés and the table."""
    dice, pages = world.spec.dice(Stage.CAREER_FILES), Profiles(world)
    yield _provider_file(world, pages, dice)
    yield from _resumes(world, pages)
    yield _table(world, pages, dice)


def bought(world: World, dice: np.random.Generator) -> Ints:
    """Draw whose careers were bought: champions and backers all, people at target accounts more than others."""
    share = np.full(len(world.people), 0.19)
    for persons in targets_today(world).values():
        share[persons] = 0.42
    chosen = dice.random(len(share)) < share
    chosen[ours(world)] = True
    chosen[list(world.roster.team)] = False
    return np.flatnonzero(chosen)


def _provider_file(world: World, pages: Profiles, dice: np.random.Generator) -> ExportFile:
    path = "careers/provider.jsonl"
    lines, provider = Lines(), _Provider(world, pages, dice)
    persons = bought(world, dice)
    for number in persons.tolist():
        element, named = provider.element(number)
        lines.add(element, *named)
    element, _ = provider.element(int(persons[-1]))
    lines.add({**element, "id": "000000001q_0000", "full_name": ""})
    element["experience"][0]["start_date"] = "2021-13"
    lines.add({**element, "id": "000000002q_0000"})
    options = {"observed_on": world.spec.as_of.isoformat(), "group": path}
    return ExportFile(path, lines.content(), "work_histories", options, {path: lines.mentions})


def _resumes(world: World, pages: Profiles) -> Iterator[ExportFile]:
    for owner in world.roster.team[3 :: max(1, len(world.roster.team) // 5)]:
        rows = Rows()
        email = world.people.work_email(owner, world.companies.domains[OUR_FIRM])
        path = f"careers/resumes/{email.partition('@')[0]}.json"
        work = []
        name = world.people.name(owner)
        for line, spell in enumerate(reversed(pages.spells(owner)), start=1):
            employer = int(world.spells.company[spell])
            rows.note(line, (person(owner, name), company(employer, world.companies.names[employer])))
            work.append(_resume_job(world, pages, spell))
        nature = world.people.nature
        school = int(nature.school[owner])
        rows.note(len(work) + 1, (person(owner, name), company(school_number(world, school), SCHOOLS[school])))
        begun = int(world.spells.start[pages.spells(owner)[0]]) // 12
        document = {
            "basics": {
                "name": name, "label": work[0]["position"], "email": email,
                "location": {"city": CITIES[int(world.people.city[owner])].name},
                "profiles": [{"network": "LinkedIn", "username": world.people.slug(owner),
                              "url": world.people.profile_url(owner)}],
            },
            "work": work,
            "education": [{
                "institution": SCHOOLS[school], "area": FIELDS[int(nature.field[owner])],
                "studyType": DEGREES[int(nature.field[owner]) % 6], "startDate": str(begun - 4), "endDate": str(begun),
            }],
        }  # fmt: skip
        options = {"observed_on": world.spec.as_of.isoformat(), "group": "careers/resumes"}
        yield ExportFile(path, as_json(document), "work_histories", options, {path: rows.mentions})


def _resume_job(world: World, pages: Profiles, spell: int) -> dict[str, str]:
    spells, employer = world.spells, int(world.spells.company[spell])
    job = {
        "name": world.companies.names[employer],
        "position": pages.title(spell),
        "url": f"https://{world.companies.domains[employer]}",
        "startDate": _told(int(spells.start[spell]), rough=bool(spells.rough[spell])),
    }
    if spells.end[spell] != RUNNING:
        job["endDate"] = _told(int(spells.end[spell]), rough=bool(spells.rough[spell]))
    return job


def _table(world: World, pages: Profiles, dice: np.random.Generator) -> ExportFile:
    """Careers that somebody typed in: former colleagues, and a few persons met at an event."""
    path = "careers/template.csv"
    sheet = Sheet(TEMPLATE)
    begin, stop = world.roster.independents.stop, len(world.people)
    met = np.unique(dice.integers(begin, stop, world.spec.some(90, 8))).tolist()
    for number in (*world.roster.alumni, *met):
        name = typed_name(world.people, number, float(dice.random())).full
        email = world.people.personal_email(number) if dice.random() < 0.3 else ""
        page = world.people.profile_url(number) if dice.random() < 0.7 else ""
        for spell in pages.spells(number):
            employer, end = int(world.spells.company[spell]), int(world.spells.end[spell])
            told = company_name(world.companies, employer, float(dice.random()))
            domain = world.companies.domains[employer] if dice.random() < 0.8 else ""
            rough = bool(world.spells.rough[spell])
            sheet.add(
                (name, email, page, job_title(pages.title(spell), float(dice.random())), told, domain,
                 _told(int(world.spells.start[spell]), rough=rough),
                 "" if end == RUNNING else _told(end, rough=rough), CITIES[int(world.companies.city[employer])].name,
                 "job", f"E-{number % 100_000:05d}"),
                person(number, name), company(employer, told),
            )  # fmt: skip
    sheet.add(("Rowan Example", "", "", "Analyst", "Nowhere Works", "", "2019-03", "2017-01", "", "job", "E-99998"))
    sheet.add(("", "", "", "Analyst", "Nowhere Works", "", "2019-03", "", "", "job", "E-99999"))
    options = {"observed_on": world.spec.as_of.isoformat(), "group": path}
    return ExportFile(path, sheet.content(), "work_histories", options, {path: sheet.mentions})


def job_change_exports(world: World) -> Iterator[ExportFile]:
    """Yield the list of champions and other contacts who changed employer within a year."""
    office, pages = Office(world, Stage.JOB_CHANGES), Profiles(world)
    path = "job_changes/job_changes.csv"
    sheet = Sheet(JOB_CHANGES)
    owners = {
        champion.person: customer.owner for customer in world.accounts.customers for champion in customer.champions
    }
    for number in _changed(world):
        old, new = list(pages.spells(number))[-2:]
        name = typed_name(world.people, number, float(office.dice.random())).full
        left, joined = int(world.spells.company[old]), int(world.spells.company[new])
        texts = office.written(left), office.written(joined)
        month, day = int(world.spells.start[new]), 1 + number % 28
        changed_on = min(f"{month // 12}-{month % 12 + 1:02d}-{day:02d}", world.spec.as_of.isoformat())
        email = world.people.work_email(number, world.companies.domains[joined]) if office.dice.random() < 0.5 else ""
        sheet.add(
            (name, world.people.profile_url(number), email, texts[0], pages.title(old), texts[1], pages.title(new),
             changed_on, office.email(owners.get(number))),
            person(number, name), company(left, texts[0]), company(joined, texts[1]),
        )  # fmt: skip
    sheet.add(("Rowan Example", "", "", "Nowhere Works", "", "Somewhere Works", "Analyst", "2026-06-31", ""))
    options = {"observed_on": world.spec.as_of.isoformat(), "group": path}
    yield ExportFile(path, sheet.content(), "job_changes", options, {path: sheet.mentions})


def _changed(world: World) -> list[int]:
    """Champions who moved, former colleagues, and one in ten of the others who moved to a target account this year."""
    spells, begin = world.spells, world.spells.of(len(world.people))
    champions = set(world.champions) | set(world.roster.alumni)
    arrived = {number for persons in targets_today(world).values() for number in persons if number % 10 == 0}
    moved = []
    for number in sorted(champions | arrived):
        first, last = int(begin[number]), int(begin[number + 1]) - 1
        recent = world.spec.month - int(spells.start[last]) <= 12
        if last > first and recent and spells.end[last] == RUNNING and spells.company[last] != spells.company[last - 1]:
            moved.append(number)
    return moved


def _told(month: int, *, rough: bool) -> str:
    return str(month // 12) if rough else f"{month // 12}-{month % 12 + 1:02d}"


def _size(headcount: int) -> str:
    low = 1
    for high in _SIZES:
        if headcount <= high:
            return f"{low}-{high}"
        low = high + 1
    return f"{low}+"

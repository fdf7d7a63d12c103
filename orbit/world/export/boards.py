"""Job boards of target accounts, as the public addresses of three vendors answer."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from orbit.world.accounts import Target
from orbit.world.export.crm import Office
from orbit.world.wording import CITIES

_ROLES = (
    ("Account Executive", "Sales"),
    ("Enterprise Account Executive", "Sales"),
    ("Sales Development Representative", "Sales"),
    ("VP Sales", "Sales"),
    ("Revenue Operations Manager", "Operations"),
    ("Senior Software Engineer", "Engineering"),
    ("Customer Success Manager", "Customer Success"),
    ("Product Marketing Manager", "Marketing"),
    ("Data Engineer", "Data"),
)


class _Post:
    """One open role, before a vendor's format."""

    def __init__(self, office: Office, target: Target, number: int) -> None:
        dice = office.dice
        # Boards of those who hire salespeople open with them; the rest is any role.
        top = 4 if dice.random() < 0.5 else len(_ROLES)
        self.title, self.team = _ROLES[int(dice.integers(0, top))]
        self.on = office.world.spec.ago(1 + min(int(dice.exponential(30)), 300))
        self.number = 4_000_000 + target.company * 40 + number
        self.city = CITIES[int(office.world.companies.city[target.company])].name

    @property
    def updated_on(self) -> date:
        """The day of the last edit."""
        return self.on + timedelta(days=self.number % 5)


def greenhouse(office: Office, target: Target) -> tuple[dict[str, Any], int]:
    """Return a board and how many postings of it count; the prospect post behind them does not."""
    slug, name = office.world.companies.slug(target.company), office.world.companies.names[target.company]
    jobs: list[dict[str, Any]] = []
    posts = _posts(office, target)
    for number, post in enumerate(posts):
        jobs.append(
            {
                "id": post.number,
                "internal_job_id": post.number + 7,
                "title": post.title,
                "first_published": f"{post.on}T09:00:00-05:00",
                "updated_at": f"{min(post.updated_on, office.world.spec.as_of)}T09:00:00-05:00",
                "requisition_id": f"R{number + 1}",
                "location": {"name": post.city},
                "absolute_url": f"https://boards.greenhouse.io/{slug}/jobs/{post.number}",
                "language": "en",
                "metadata": None,
                "company_name": name,
                "content": f"&lt;p&gt;{name} is looking for a {post.title}.&lt;/p&gt;",
                "departments": [{"id": 1, "name": post.team, "parent_id": None, "child_ids": []}],
                "offices": [{"id": 1, "name": post.city, "location": post.city}],
            }
        )
    if office.dice.random() < 0.3:
        jobs.append({**jobs[-1], "id": jobs[-1]["id"] + 20, "internal_job_id": None, "title": "Join our talent pool"})
    return {"jobs": jobs, "meta": {"total": len(jobs)}}, len(posts)


def lever(office: Office, target: Target) -> tuple[list[dict[str, Any]], int]:
    """Return a site's postings and how many count."""
    slug = office.world.companies.slug(target.company)
    posts = _posts(office, target)
    postings: list[dict[str, Any]] = []
    for post in posts:
        key = f"{post.number:08x}-0000-4000-8000-{post.number:012x}"
        postings.append(
            {
                "id": key,
                "text": post.title,
                "categories": {
                    "location": post.city,
                    "commitment": "Full-time",
                    "team": post.team,
                    "department": post.team,
                },
                "country": None,
                "createdAt": _milliseconds(post.on),
                "descriptionPlain": f"We are looking for a {post.title}.",
                "lists": [],
                "hostedUrl": f"https://jobs.lever.co/{slug}/{key}",
                "applyUrl": f"https://jobs.lever.co/{slug}/{key}/apply",
                "workplaceType": "hybrid",
            }
        )
    return postings, len(posts)


def ashby(office: Office, target: Target) -> tuple[dict[str, Any], int]:
    """Return a board and how many postings of it count; the unlisted one behind them does not."""
    slug = office.world.companies.slug(target.company)
    posts = _posts(office, target)
    jobs: list[dict[str, Any]] = []
    for post in posts:
        key = f"{post.number:08x}-1111-4000-8000-{post.number:012x}"
        jobs.append(
            {
                "id": key,
                "title": post.title,
                "department": post.team,
                "team": post.team,
                "employmentType": "FullTime",
                "location": post.city,
                "secondaryLocations": [],
                "isRemote": False,
                "workplaceType": "Hybrid",
                "publishedAt": f"{post.on}T08:00:00.000+00:00",
                "isListed": True,
                "jobUrl": f"https://jobs.ashbyhq.com/{slug}/{key}",
                "applyUrl": f"https://jobs.ashbyhq.com/{slug}/{key}/application",
                "descriptionPlain": f"We are looking for a {post.title}.",
            }
        )
    if office.dice.random() < 0.3:
        jobs.append({**jobs[-1], "id": f"{jobs[-1]['id'][:-1]}z", "isListed": False})
    return {"apiVersion": "1", "jobs": jobs}, len(posts)


def _posts(office: Office, target: Target) -> list[_Post]:
    count = 1 + min(int(office.dice.geometric(0.35)), 9)
    return [_Post(office, target, number) for number in range(count)]


def _milliseconds(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, 8, tzinfo=UTC).timestamp()) * 1_000

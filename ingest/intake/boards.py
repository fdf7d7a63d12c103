"""Job boards as their public addresses answer: Greenhouse, Lever and Ashby. Each posting is a hiring signal.

Postings that nobody can apply to (Greenhouse prospect posts, unlisted ones of Ashby) are no rows of the file;
how many there are is noted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from ingest.intake import keys
from ingest.intake.contract import Column, Format, Guess, ReadOptions, Row, Shape, Table
from ingest.intake.elements import Element
from orbit.errors import BadRow
from orbit.model import Company, Item, RecordKey, Ref, Signal, SignalKind

_SOURCE = "signals"
_AGAIN = "download the board again; the public answer of the board has this field"


@dataclass(frozen=True, slots=True)
class Board:
    """One vendor's board: which file it is, which postings count, and where a posting tells what."""

    vendor: str
    matches: Callable[[Any], bool]
    postings: Callable[[Any], list[Any]]
    counts: Callable[[Any], bool]
    title: str
    posted: str
    url: str
    place: Callable[[Element], str | None]

    @property
    def shape(self) -> Shape:
        """Describe the file to intake and to readers."""
        company = "Name the file after the company's web domain, as in snowpeak.example.json"
        return Shape(
            name=f"{self.vendor} job board",
            format=Format.JSON,
            columns=(
                Column("id", (), f"The posting's number. {company}", "4011223", required=True),
                Column(self.title, (), "Title of the open role", "Account Executive", required=True),
                Column(self.posted, (), "When it was first posted", "2026-11-12", required=True),
                Column(self.url, (), "Address of the posting, kept as evidence", "https://jobs.example.com/4011223"),
            ),
            matches=self.matches,
            rows=self.open_postings,
        )

    def open_postings(self, document: Any) -> list[Any]:
        """Return the postings that count."""
        return [posting for posting in self.postings(document) if self.counts(posting)]

    def unread(self, table: Table) -> list[Guess]:
        """Note how many postings were left out."""
        left_out = len(self.postings(table.document)) - len(self.open_postings(table.document))
        return [Guess("postings not read", str(left_out), "they are hidden or for no role")] if left_out else []

    def read_posting(self, row: Row, table: Table, _: ReadOptions) -> Iterator[Item]:
        """Yield the signal and the company that hires."""
        posting = Element.of(row.value)
        ref = Ref(_SOURCE, table.file, row.line, posting.text(self.url))
        company = _company(posting, table, ref)
        posted_on = posting.day(self.posted)
        if posted_on is None:
            raise BadRow(self.posted, "the day of the posting is missing", _AGAIN)
        place = self.place(posting)
        title = posting.needed(self.title, _AGAIN)
        yield Signal(
            company=company.key,
            kind=SignalKind.HIRING,
            id=f"{self.vendor.casefold()}:{posting.needed('id', _AGAIN)}",
            title=f"{title} role posted" + (f" ({place})" if place else ""),
            on=posted_on,
            ref=ref,
        )
        yield company


def _company(posting: Element, table: Table, ref: Ref) -> Company:
    """Greenhouse names the company; the other boards do not, so that the file's name has to."""
    stem = PurePath(table.file).stem
    domain = keys.own_domain(stem)
    name = posting.text("company_name") or domain or stem.replace("-", " ").replace("_", " ")
    key = RecordKey(_SOURCE, keys.company_id(name, domain=domain))
    return Company(key, name, ref, table.observed_on, domains=(domain,) if domain else ())


def _jobs(document: Any) -> list[Any]:
    jobs = document.get("jobs") if isinstance(document, dict) else None
    return jobs if isinstance(jobs, list) else []


def _has(posting: Any, *names: str) -> bool:
    return isinstance(posting, dict) and all(name in posting for name in names)


def _is_ashby(document: Any) -> bool:
    return any(_has(job, "jobUrl") for job in _jobs(document)) or (_has(document, "jobs", "apiVersion"))


def _is_greenhouse(document: Any) -> bool:
    return any(_has(job, "absolute_url") for job in _jobs(document)) or _has(document, "jobs", "meta")


def _is_lever(document: Any) -> bool:
    return isinstance(document, list) and any(_has(posting, "text", "hostedUrl") for posting in document)


def _is_open_to_all(job: Any) -> bool:
    """A prospect post collects names for no role at all; its internal job is null."""
    return not (_has(job, "internal_job_id") and job["internal_job_id"] is None)


def _is_listed(job: Any) -> bool:
    return not (_has(job, "isListed") and job["isListed"] is False)


GREENHOUSE = Board(
    vendor="Greenhouse",
    matches=_is_greenhouse,
    postings=_jobs,
    counts=_is_open_to_all,
    title="title",
    posted="first_published",
    url="absolute_url",
    place=lambda posting: posting.inner("location").text("name"),
)
LEVER = Board(
    vendor="Lever",
    matches=_is_lever,
    postings=list,
    counts=lambda _: True,
    title="text",
    posted="createdAt",
    url="hostedUrl",
    place=lambda posting: posting.inner("categories").text("location"),
)
ASHBY = Board(
    vendor="Ashby",
    matches=_is_ashby,
    postings=_jobs,
    counts=_is_listed,
    title="title",
    posted="publishedAt",
    url="jobUrl",
    place=lambda posting: posting.text("location"),
)
BOARDS = (GREENHOUSE, LEVER, ASHBY)

"""Imports: drop files, see how they would be read, try it, import, follow it, and take it back."""

from __future__ import annotations

import csv
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import FileResponse
from starlette.responses import Response

from api.imports.asked import UploadIn, upload_of
from api.imports.job import UNDER_WAY, State
from api.imports.receiving import announced, take_form
from api.imports.staging import Receiving
from api.presenter.imports.mapping import chosen_mapping, mappings_for
from api.signin.visiting import page_needs
from api.web.desk import PageDep, PageDesk
from ingest import sources
from orbit.access import Right
from orbit.asks.log.book import Once
from orbit.errors import NotFound

router = APIRouter(prefix="/imports", dependencies=[page_needs(Right.IMPORT)])
Number = Annotated[str, Path(min_length=1, max_length=40)]
Short = Annotated[str, Query(max_length=100)]
_SHOWN_REJECTS = 10
_SHOWN_IMPORTS = 30
_COLUMN = "column."
_STATES = {
    "staged": ("Waiting for you", "warn"),
    "waiting": ("Waiting", "warn"),
    "reading": ("Reading", "warn"),
    "matching": ("Matching", "warn"),
    "ready": ("Done", "yes"),
    "failed": ("Failed", "no"),
    "cancelled": ("Stopped", "plain"),
    "interrupted": ("Interrupted", "no"),
    "undoing": ("Undoing", "warn"),
    "undone": ("Undone", "plain"),
}
_OUTCOMES = {
    "created": ("New", "somebody or something that the workspace did not know"),
    "updated": ("Changed", "known already, and told better now"),
    "unchanged": ("Known already", "nothing new in these rows"),
    "suppressed": ("Erased before", "about people who asked to be forgotten; left out"),
    "blocked": ("Kept out", "about people whom your policy keeps out"),
    "rejected": ("Could not be used", "download them, mend them, and import them again"),
}
_SOURCES = {
    "advisors": "Advisors and board",
    "crm_accounts": "CRM accounts",
    "crm_champions": "CRM champions",
    "crm_opportunities": "CRM opportunities",
    "investors": "Investors and portfolios",
    "job_changes": "Job changes",
    "linkedin": "LinkedIn export",
    "signals": "Buying signals",
    "work_histories": "Work histories",
}
# Words of column names that are written in capitals.
_CAPITALS = {"arr": "ARR", "crm": "CRM", "csat": "CSAT", "csm": "CSM", "id": "id", "linkedin": "LinkedIn", "nps": "NPS"}
_CAPITALS |= {"qbr": "QBR", "sdr": "SDR", "url": "URL"}
_SURENESS = {"sure": "Recognised", "likely": "Probably", "possible": "Possibly"}


@router.get("")
def imports(desk: PageDep, shown: Annotated[int, Query(ge=1, le=10_000)] = _SHOWN_IMPORTS) -> Response:
    """Show where to drop files, what is on its way, and everything that was imported."""
    answer = desk.make(lambda: desk.presenter.imports.all(limit=shown))
    most = desk.presenter.imports.most_bytes >> 20
    return _show(desk, "imports.html", answer=answer, most=most, form_key=secrets.token_hex(16))


@router.post("")
async def upload(desk: PageDep, request: Request) -> Response:
    """Keep files and look at them; nothing is taken in yet."""
    imports = desk.presenter.imports
    received = await to_thread.run_sync(imports.receive, announced(request))
    fields = await take_form(request, received)
    key = fields.pop("key", "")
    try:
        asked = upload_of(fields)
    except BaseException:
        received.discard()
        raise
    return await to_thread.run_sync(_keep, desk, received, asked, key)


def _keep(desk: PageDesk, received: Receiving, asked: UploadIn, key: str) -> Response:
    content = hashlib.sha256("".join(file.sha256 for file in received.uploads).encode()).hexdigest()
    once = Once(f"page/{desk.visitor.reader}/{key}", content) if key else None
    at = desk.services.keys.now()
    staged = desk.presenter.imports.stage(received, asked.orders(), by=desk.visit.author, once=once, hold=True, at=at)
    return desk.go(f"/imports/{staged.answer['id']}")


@router.get("/{number}")
def one(desk: PageDep, number: Number, source: Short = "", mapping: Short = "") -> Response:
    """Show one import: what it would be, how far it is, or what it came to."""
    told = desk.make(lambda: desk.presenter.imports.one(number))
    waits = told["state"] in {"staged", "failed", "interrupted", "cancelled"} or _was_tried(told)
    choice = _choice(desk, told, source, mapping) if waits else None
    rejects = _first_rejects(desk, number) if told["rejected"] else []
    return _show(desk, "imports_one.html", told=told, choice=choice, rejects=rejects, tried=_was_tried(told))


@router.post("/{number}/start")
def start(desk: PageDep, number: Number) -> Response:
    """Try an import, or carry it out."""
    imports, form = desk.presenter.imports, desk.form
    source = form.get("source", "")
    mapping = form.get("mapping") or None
    chosen = {name[len(_COLUMN) :]: header for name, header in form.items() if name.startswith(_COLUMN)}
    if chosen and source:
        seen = imports.preview(number, source, mapping)
        mapping = chosen_mapping(source, chosen, _recognised(seen)) or mapping
    fields = {name: form[name] for name in ("source", "owner", "observed_on", "dry_run") if form.get(name)}
    imports.start(number, replace(upload_of(fields).orders(), mapping=mapping))
    return desk.go(f"/imports/{number}")


@router.get("/{number}/rejects.csv")
def rejects(desk: PageDep, number: Number) -> Response:
    """Give the rows that could not be used as a file."""
    path = desk.presenter.imports.rejects(number)
    headers = {"Cache-Control": "no-store"}
    return FileResponse(path, media_type="text/csv; charset=utf-8", filename="rejects.csv", headers=headers)


@router.get("/{number}/undo")
def ask_undo(desk: PageDep, number: Number) -> Response:
    """Ask once more before an import is undone, for readers without scripts."""
    told = desk.make(lambda: desk.presenter.imports.one(number))
    return _show(desk, "imports_undo.html", told=told)


@router.post("/{number}/undo")
def remove(desk: PageDep, number: Number) -> Response:
    """Undo an import, stop it, or forget it."""
    gone = desk.presenter.imports.remove(number, at=desk.services.keys.now())
    return desk.go("/imports" if gone["done"] == "forgotten" else f"/imports/{number}")


def _show(desk: PageDesk, template: str, **values: Any) -> Response:
    """Show a page of imports; browsers keep none of them, for they show rows of files."""
    words: dict[str, Any] = {"states": _STATES, "outcomes": _OUTCOMES, "sureness": _SURENESS, "under_way": UNDER_WAY}
    response = desk.show(template, **words, sources=_summaries(), called=_SOURCES, column_word=_column_word, **values)
    response.headers["Cache-Control"] = "no-store"
    return response


def _column_word(name: str) -> str:
    words = [_CAPITALS.get(word, word) for word in name.split("_")]
    return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])


def _choice(desk: PageDesk, told: Mapping[str, Any], source: str, mapping: str) -> dict[str, Any] | None:
    """What a reader decides about files before they are taken in; None once they are not kept any more."""
    imports = desk.presenter.imports
    number = str(told["id"])
    try:
        if not imports.is_from(number, desk.visit.author):
            return {"foreign": True}
        seen = imports.preview(number, source or None, (mapping or None) if source else None)
        own = imports.own_mapping(number, seen["source"], _recognised(seen)) if seen["source"] else None
    except NotFound:
        return None
    shipped = mappings_for(seen["source"]) if seen["source"] else []
    return {
        "foreign": False,
        "seen": seen,
        "own": own,
        "shipped": shipped,
        "day": told["observed_on"] or desk.today.isoformat(),
    }


def _recognised(seen: Mapping[str, Any]) -> dict[str, str]:
    """Which of the file's columns each of ours was recognised to be."""
    tables = seen["tables"] if len(seen["tables"]) == 1 else []
    return {one["column"]: one["header"] for table in tables for one in table["columns"] if one["column"]}


def _was_tried(told: Mapping[str, Any]) -> bool:
    return bool(told["dry_run"]) and told["state"] == State.READY.value


def _first_rejects(desk: PageDesk, number: str) -> list[list[str]]:
    """Where the first rows that could not be used stand, why, and how to mend them."""
    try:
        path = desk.presenter.imports.rejects(number)
        with path.open(encoding="utf-8", newline="") as text:
            return [row[:5] for _, row in zip(range(_SHOWN_REJECTS + 1), csv.reader(text), strict=False)][1:]
    except (NotFound, OSError, csv.Error):
        return []


def _summaries() -> dict[str, str]:
    return {source.name: source.summary for source in sources().values()}

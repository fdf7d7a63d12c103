"""EDGAR submissions of one company: 8-K filings that tell of a change of leaders or of a restructuring.

All other filings are no rows of the file; how many there are is noted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ingest.intake import keys
from ingest.intake.contract import Column, Format, Guess, ReadOptions, Row, Shape, Table
from ingest.intake.elements import Element
from orbit.errors import BadFile, BadRow
from orbit.model import Company, Item, RecordKey, Ref, Signal, SignalKind

_SOURCE = "signals"
_ARCHIVE = "https://www.sec.gov/Archives/edgar/data"
_FORMS = frozenset({"8-K", "8-K/A"})
_ITEMS = {
    "5.02": (SignalKind.LEADERSHIP_CHANGE, "Change of directors or officers"),
    "2.05": (SignalKind.REORG, "Restructuring or exit costs"),
}
_COLUMNS = ("accessionNumber", "filingDate", "reportDate", "form", "items", "primaryDocument")
_AGAIN = "download data.sec.gov/submissions/CIK##########.json again"


def _is_submissions(document: Any) -> bool:
    return isinstance(document, dict) and "cik" in document and "recent" in Element(document).inner("filings").fields


def _telling_filings(document: Any) -> list[dict[str, Any]]:
    """Turn the column arrays of `filings.recent` into filings; keep those that are a signal."""
    recent = Element(document).inner("filings").inner("recent").fields
    columns = [recent.get(name) for name in _COLUMNS]
    arrays = [column for column in columns if isinstance(column, list)]
    if len(arrays) < len(_COLUMNS) or len({len(array) for array in arrays}) != 1:
        raise BadFile(f"filings.recent must hold lists of one length for {', '.join(_COLUMNS)}; {_AGAIN}")
    filings = (dict(zip(_COLUMNS, told, strict=True)) for told in zip(*arrays, strict=True))
    return [filing for filing in filings if str(filing["form"]) in _FORMS and _telling_items(filing)]


def unread(table: Table) -> list[Guess]:
    """Note how many filings were left out."""
    recent = Element(table.document).inner("filings").inner("recent").fields
    left_out = len(recent["accessionNumber"]) - len(_telling_filings(table.document))
    return [Guess("filings not read", str(left_out), f"they are no 8-K with item {' or '.join(_ITEMS)}")]


def _telling_items(filing: dict[str, Any]) -> list[str]:
    told = [item.strip() for item in str(filing["items"]).split(",")]
    return [item for item in _ITEMS if item in told]


SHAPE = Shape(
    name="EDGAR submissions",
    format=Format.JSON,
    columns=(
        Column(
            "accessionNumber",
            (),
            "The filing's number; it becomes the signal's id",
            "0001790565-26-000015",
            required=True,
        ),
        Column(
            "filingDate", (), "The day on which it became public: the day of the signal", "2026-09-28", required=True
        ),
        Column("reportDate", (), "The day of the event itself, kept in the title where it differs", "2026-09-25"),
        Column("form", (), "Only 8-K and 8-K/A are read", "8-K", required=True),
        Column("items", (), "5.02 is a change of leaders, 2.05 a restructuring", "5.02,9.01", required=True),
        Column("primaryDocument", (), "The document that the evidence links to", "form8k.htm"),
    ),
    matches=_is_submissions,
    rows=_telling_filings,
)


def read_filing(row: Row, table: Table, _: ReadOptions) -> Iterator[Item]:
    """Yield a signal for each telling item of the filing, then the company."""
    filing = Element.of(row.value)
    filer = Element.of(table.document)
    accession = filing.needed("accessionNumber", _AGAIN)
    ref = Ref(_SOURCE, table.file, row.line, _address(filing, filer, accession))
    company = _company(filer, table, ref)
    # What an 8-K tells is known to nobody outside before it is filed, whenever it happened.
    filed_on = filing.day("filingDate")
    if filed_on is None:
        raise BadRow("filingDate", "the day of the filing is missing", _AGAIN)
    happened_on = filing.day("reportDate") or filed_on
    when = "" if happened_on == filed_on else f" on {happened_on}"
    for position, item in enumerate(_telling_items(row.value)):
        kind, what = _ITEMS[item]
        number = accession if position == 0 else f"{accession}/{item}"
        yield Signal(company.key, kind, number, f"{what}{when} ({filing.text('form')})", filed_on, ref)
    yield company


def _address(filing: Element, filer: Element, accession: str) -> str:
    folder = f"{_ARCHIVE}/{_cik(filer)}/{accession.replace('-', '')}"
    return f"{folder}/{filing.text('primaryDocument') or f'{accession}-index.htm'}"


def _cik(filer: Element) -> str:
    """The number as archive addresses write it, without leading zeros."""
    return filer.needed("cik", _AGAIN).lstrip("0")


def _company(filer: Element, table: Table, ref: Ref) -> Company:
    domain = keys.own_domain(filer.text("website"))
    return Company(
        key=RecordKey(_SOURCE, f"cik/{_cik(filer)}"),
        name=filer.needed("name", _AGAIN),
        ref=ref,
        seen_on=table.observed_on,
        domains=(domain,) if domain else (),
        ids=(f"edgar:-:company:{_cik(filer)}",),
        industry=filer.text("sicDescription"),
    )

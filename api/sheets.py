"""Rows as files that open safely in a spreadsheet, CSV (RFC 4180) or XLSX (ECMA-376): same rows, same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from xml.sax.saxutils import escape

from ingest.intake.rejects import neutral, quoted

Cell = str | float | date
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BOM = "\ufeff"
# A file in the archive carries a date; the first one that zip files know keeps the bytes the same.
_NO_DATE = (1980, 1, 1, 0, 0, 0)
_DAY_ZERO = date(1899, 12, 30)
_LONGEST = 32_767
# What XML cannot hold: control characters, and halves of characters as broken exports may bring them.
_UNWRITABLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)])
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TEXT, _DAY, _TITLE = 0, 1, 2


def csv_text(rows: Iterable[Sequence[Cell]], *, mark: bool = False) -> str:
    """Write rows with every cell quoted and none that runs as a formula; `mark` tells spreadsheets that it is UTF-8."""
    return (_BOM if mark else "") + "".join(_line(row) for row in rows)


def xlsx_bytes(name: str, header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """Write a workbook of one sheet: a header that stays in sight, filters, days as days; no cell is ever a formula."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": _workbook(name, len(header), len(rows)),
        "xl/_rels/workbook.xml.rels": _relations("worksheet", "worksheets/sheet1.xml", "styles", "styles.xml"),
        "xl/styles.xml": _styles(),
        "xl/worksheets/sheet1.xml": _sheet(header, rows),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in parts.items():
            archive.writestr(zipfile.ZipInfo(path, _NO_DATE), text.encode(), zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _line(row: Sequence[Cell]) -> str:
    return ",".join(quoted(neutral(_said(cell))) for cell in row) + "\r\n"


def _said(cell: Cell) -> str:
    if isinstance(cell, date):
        return cell.isoformat()
    return cell if isinstance(cell, str) else f"{cell:.4f}"


def _sheet(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    lines = [_row(1, header, _TITLE), *(_row(number, row, _TEXT) for number, row in enumerate(rows, 2))]
    top = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">{top}</sheetView></sheetViews>'
        f'<cols><col min="1" max="{len(header)}" width="22" customWidth="1"/></cols>'
        f'<sheetData>{"".join(lines)}</sheetData><autoFilter ref="{_range(len(header), len(rows))}"/></worksheet>'
    )


def _row(number: int, cells: Sequence[Cell], style: int) -> str:
    inside = "".join(_cell(f"{_letters(place)}{number}", cell, style) for place, cell in enumerate(cells))
    return f'<row r="{number}">{inside}</row>'


def _cell(where: str, cell: Cell, style: int) -> str:
    if isinstance(cell, date):
        return f'<c r="{where}" s="{_DAY}"><v>{(cell - _DAY_ZERO).days}</v></c>'
    if isinstance(cell, str):
        text = escape(cell.translate(_UNWRITABLE)[:_LONGEST])
        return f'<c r="{where}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    return f'<c r="{where}"><v>{cell!r}</v></c>'


def _letters(place: int) -> str:
    """Name a column as spreadsheets do: A to Z, then AA."""
    more, last = divmod(place, 26)
    return (_letters(more - 1) if more else "") + chr(65 + last)


def _range(columns: int, rows: int) -> str:
    return f"A1:{_letters(columns - 1)}{rows + 1}"


def _workbook(name: str, columns: int, rows: int) -> str:
    filtered = f"'{escape(name)}'!$A$1:${_letters(columns - 1)}${rows + 1}"
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}">'
        f'<sheets><sheet name="{escape(name)}" sheetId="1" r:id="rId1"/></sheets><definedNames>'
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">{filtered}</definedName>'
        "</definedNames></workbook>"
    )


def _styles() -> str:
    """Three styles by number: text, day, heading."""
    return (
        f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill '
        'patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1">'
        '<border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/>'
        '<xf numFmtId="14" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>'
    )


def _content_types() -> str:
    names = (("xl/workbook.xml", "sheet.main"), ("xl/worksheets/sheet1.xml", "worksheet"), ("xl/styles.xml", "styles"))
    parts = "".join(f'<Override PartName="/{path}" ContentType="{_TYPES}.{kind}+xml"/>' for path, kind in names)
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{parts}</Types>'
    )


def _relations(*told: str) -> str:
    pairs = _pairs(told)
    inside = "".join(
        f'<Relationship Id="rId{number}" Type="{_DOCUMENT}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(pairs, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _pairs(told: Sequence[str]) -> Iterator[tuple[str, str]]:
    return zip(told[::2], told[1::2], strict=True)

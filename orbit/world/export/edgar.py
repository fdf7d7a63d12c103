"""Filings of listed target accounts, as the submissions address of the SEC answers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from orbit.world.accounts import Target
from orbit.world.export.crm import Office

_COLUMNS = (
    "accessionNumber", "filingDate", "reportDate", "acceptanceDateTime", "act", "form", "fileNumber", "items", "size",
    "isXBRL", "primaryDocument", "primaryDocDescription",
)  # fmt: skip
_FORMS = (
    ("8-K", "5.02,9.01"), ("10-Q", ""), ("8-K", "2.02,9.01"), ("4", ""), ("8-K", "5.02"), ("8-K", "2.05"),
    ("8-K", "1.01"), ("4", ""), ("10-K", ""), ("8-K/A", "5.02"), ("8-K", "8.01"),
)  # fmt: skip
_TELLING = ("5.02", "2.05")


def cik(company: int) -> str:
    """Return the filer's number, ten digits, far above any number in use."""
    return f"99{company:08d}"


def submissions(office: Office, target: Target, filer: str) -> tuple[dict[str, Any], int]:
    """Return a company's filings, latest first, and how many of them tell of leaders or restructuring."""
    world = office.world
    columns: dict[str, list[Any]] = {name: [] for name in _COLUMNS}
    telling, days = 0, 0
    for number in range(24):
        days += 3 + int(office.dice.exponential(16))
        form, items = _FORMS[int(office.dice.integers(0, len(_FORMS)))] if number else _FORMS[0]
        filed_on = world.spec.ago(days)
        accession = f"{filer}-{filed_on:%y}-{900 - number:06d}"
        told = form.startswith("8-K")
        reported_on = filed_on - timedelta(days=int(office.dice.integers(0, 4))) if told else filed_on
        row = (
            accession, filed_on.isoformat(), reported_on.isoformat(), f"{filed_on}T16:31:05.000Z", "34", form,
            "001-99999", items, int(office.dice.integers(9_000, 900_000)), 0,
            f"form{form.lower().replace('/', '')}-{number}.htm", form,
        )  # fmt: skip
        for name, cell in zip(_COLUMNS, row, strict=True):
            columns[name].append(cell)
        telling += told and any(item in items.split(",") for item in _TELLING)
    name = world.companies.names[target.company]
    website = f"https://www.{world.companies.domains[target.company]}" if office.dice.random() < 0.6 else ""
    document = {
        "cik": filer,
        "entityType": "operating",
        "sic": "7372",
        "sicDescription": "Services-Prepackaged Software",
        "name": f"{name} {world.companies.legal[target.company]}".upper().replace(".", ""),
        "tickers": [name[:4].upper()],
        "exchanges": ["NYSE"],
        "website": website,
        "investorWebsite": "",
        "category": "Large accelerated filer",
        "formerNames": [],
        "filings": {"recent": columns, "files": []},
    }
    return document, telling

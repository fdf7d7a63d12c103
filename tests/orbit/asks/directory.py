"""An invented graph for lint: who works where, who is ours, and where something has happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rapidfuzz import process

from orbit.asks.lint.names import Bearers, KnownCompany, KnownPerson
from orbit.graph.search_keys import company_spelling, person_spelling

_COMPANIES: dict[str, dict[str, Any]] = {
    "Northwind": {"is_us": True},
    "Snowpeak": {"is_account": True},
    "Glacier AG": {"is_account": True},
    "Anyone Inc.": {"is_account": True},
    "Growth Partners": {"is_account": True},
    "Kestrel & Sons": {"is_account": True},
    "Calendar Labs": {"is_account": True},
    "Deckers Mill": {"is_account": True},
    "Brainpick": {"is_account": True},
    "Ramp": {"is_account": True},
    "No Pressure Tyres": {"is_account": True},
    "雪峰科技": {"is_account": True},
    "Mossbank": {"is_account": True, "has_signal": False},
    "Fjordline": {"is_account": True, "is_customer": True},
    "Harbour Lights": {"is_account": True, "is_customer": True},
    "Orchard Labs": {},
}
_PEOPLE = {
    "Dana Wu": ("Snowpeak", "VP Sales"),
    "Lena Ho": ("Snowpeak", "CRO"),
    "Ken Adams": ("Glacier AG", "Head of Sales"),
    "Priya Raman": ("Anyone Inc.", "Chief Revenue Officer"),
    "Tomás Ibáñez": ("Kestrel & Sons", "Director of Sales"),
    "Grace Decker": ("Deckers Mill", "COO"),
    "Will Grow": ("Growth Partners", "Managing Director"),
    "Ola Nordmann": ("Calendar Labs", "VP Sales"),
    "Iris Vann": ("Brainpick", "Head of Revenue Operations"),
    "Jo O'Neil": ("No Pressure Tyres", "Sales Director"),
    "李 明": ("雪峰科技", "CEO"),
    "Marie-Claire du Pont": ("Mossbank", "VP Sales"),
    "Bo Lind": ("Harbour Lights", "COO"),
    "Kim Berg": ("Fjordline", "COO"),
    "Ana Li": ("Northwind", "Account Executive"),
    "Rob Stone": ("Northwind", "Sales Manager"),
}
_COPIED = {"rob.stone@northwind.example": "a manager", "sid@northwind.example": "an SDR"}


class FakeDirectory:
    """Answers from the tables above."""

    def __init__(self) -> None:
        self._companies = {name: KnownCompany(f"com-{name}", name, **told) for name, told in _COMPANIES.items()}
        self._people = [
            KnownPerson(f"per-{name}", name, frozenset({f"com-{company}"}), company, title, company == "Northwind")
            for name, (company, title) in _PEOPLE.items()
        ]

    def bearers(self, names: Sequence[str]) -> Mapping[str, Bearers]:
        found = {name: self._bearers(name) for name in names}
        return {name: one for name, one in found.items() if one.people or one.companies}

    def near_people(self, name: str, companies: Iterable[str]) -> list[str]:
        wanted = set(companies)
        people = [one.name for one in self._people if not wanted or one.companies & wanted]
        if not name:
            return people[:3]
        return [found for found, _, _ in process.extract(name, people, limit=3, score_cutoff=60)]

    def near_companies(self, name: str) -> list[str]:
        return [found for found, _, _ in process.extract(name, list(self._companies), limit=3, score_cutoff=60)]

    def copied(self, address: str) -> str | None:
        return _COPIED.get(address.lower())

    def _bearers(self, name: str) -> Bearers:
        person, company = person_spelling(name), company_spelling(name)
        people = tuple(one for one in self._people if person and person_spelling(one.name) == person)
        companies = tuple(one for one in self._companies.values() if company and company_spelling(one.name) == company)
        return Bearers(people, companies)

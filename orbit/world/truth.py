"""What is true in the made-up world: who is meant in every row, who knows whom how well, and who would say yes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from orbit.model import Circle, EntityKind
from orbit.world.backers import Standing
from orbit.world.companies import OUR_FIRM
from orbit.world.export import ExportFile, Mention, exports
from orbit.world.knowing import Knowing
from orbit.world.make import World, targets_today
from orbit.world.spec import Floats, Ints, Stage
from orbit.world.wording import SCHOOLS

# From here on two persons really know each other: well enough to be asked about one another.
REALLY_KNOWS = 0.2
_WILLING: dict[Circle, tuple[float, float]] = {
    Circle.TEAM: (7.0, 1.8),
    Circle.CHAMPION: (5.0, 2.6),
    Circle.ADVISOR: (6.0, 2.4),
    Circle.BOARD: (4.5, 3.0),
    Circle.INVESTOR: (5.0, 3.0),
}
_ANYBODY = (3.0, 4.5)
_STANDINGS = {
    Standing.ADVISOR: Circle.ADVISOR,
    Standing.BOARD: Circle.BOARD,
    Standing.INVESTOR_PARTNER: Circle.INVESTOR,
}
_MASK = (1 << 64) - 1

Rows = Mapping[int, tuple[Mention, ...]]


@dataclass(frozen=True, slots=True)
class Truth:
    """The answers. Persons and companies are numbers of the world; schools are numbered behind the companies.

    `employer` is everybody's company of today (-1 = none), `targets` the persons who work at each target account
    today, `colleagues` our team by e-mail, `circles` our people, `rows` whom and what each row of a file names.
    """

    seed: int
    people: tuple[str, ...]
    companies: tuple[str, ...]
    domains: tuple[str, ...]
    employer: Ints
    targets: Mapping[int, tuple[int, ...]]
    circles: Mapping[Circle, tuple[int, ...]]
    colleagues: Mapping[str, int]
    knowing: Knowing
    willing: Floats
    rows: Mapping[str, Rows]

    def person_at(self, file: str, line: int | None, *texts: str) -> int | None:
        """Return the person whom a row names: the first, or the one written as one of `texts`.

        The e-mail of a colleague of ours is enough: sources that know the owner of a file have no line for it.
        """
        colleague = next((text for text in texts if text in self.colleagues), None)
        return self.colleagues[colleague] if colleague else self._named(EntityKind.PERSON, file, line, texts)

    def company_at(self, file: str, line: int | None, *texts: str) -> int | None:
        """Return the company or school that a row names: the first, or the one written as one of `texts`."""
        return self._named(EntityKind.COMPANY, file, line, texts)

    def knows(self, one: int, other: int) -> float:
        """Return how close two persons are, 0 to 1.

        Complete for pairs with one of our people or with somebody who works at a target account today.
        """
        low, high = min(one, other), max(one, other)
        begin, stop = np.searchsorted(self.knowing.left, [low, low + 1])
        at = begin + int(np.searchsorted(self.knowing.right[begin:stop], high))
        return float(self.knowing.closeness[at]) if at < stop and self.knowing.right[at] == high else 0.0

    def says_yes(self, connector: int, target: int) -> bool:
        """Say whether the connector would introduce us to the target; never to a stranger."""
        close = self.knows(connector, target)
        if close < REALLY_KNOWS / 2:
            return False
        return _die(self.seed, connector, target) < float(self.willing[connector]) * (0.25 + 0.75 * close)

    def _named(self, kind: EntityKind, file: str, line: int | None, texts: tuple[str, ...]) -> int | None:
        wanted = {_plain(text) for text in texts}
        for mention in self.rows.get(file, {}).get(line or 0, ()):
            if mention.kind is kind and (not wanted or _plain(mention.text) in wanted):
                return mention.id
        return None


def truth(world: World, files: Iterable[ExportFile] | None = None) -> Truth:
    """Return the truth of a world; give its exports where they are at hand, so that they are not made twice."""
    spells, count = world.spells, len(world.people)
    current = spells.current(count)
    employer = np.where(current >= 0, spells.company[current], -1)
    circles = _circles(world)
    domain = world.companies.domains[OUR_FIRM]
    return Truth(
        seed=world.spec.seed,
        people=tuple(world.people.name(number) for number in range(count)),
        companies=(*world.companies.names, *SCHOOLS),
        domains=world.companies.domains,
        employer=employer,
        targets={company: tuple(persons) for company, persons in targets_today(world).items()},
        circles=circles,
        colleagues={world.people.work_email(number, domain): number for number in world.roster.team},
        knowing=world.knowing,
        willing=_willing(world, circles),
        rows=_rows(exports(world) if files is None else files),
    )


def truth_files(told: Truth) -> dict[str, Any]:
    """Return the truth as JSON documents by file name; closeness and willingness in hundredths."""
    knowing = told.knowing
    return {
        "people.json": {"names": told.people, "employer": told.employer.tolist(), "willing": _percent(told.willing)},
        "companies.json": {"names": told.companies, "domains": told.domains},
        "accounts.json": {
            "seed": told.seed,
            "targets": {str(company): persons for company, persons in told.targets.items()},
            "circles": {str(circle): persons for circle, persons in told.circles.items()},
            "colleagues": dict(told.colleagues),
        },
        "knows.json": {
            "left": knowing.left.tolist(),
            "right": knowing.right.tolist(),
            "closeness": _percent(knowing.closeness),
            "since": knowing.since.tolist(),
        },
        "rows.json": {file: _flat(rows) for file, rows in told.rows.items()},
    }


def read_truth(files: Mapping[str, Any]) -> Truth:
    """Return the truth that `truth_files` wrote."""
    people, companies, accounts, knows = (
        files[name] for name in ("people.json", "companies.json", "accounts.json", "knows.json")
    )
    pairs = [np.array(knows[name], dtype=np.int64) for name in ("left", "right", "closeness", "since")]
    return Truth(
        seed=accounts["seed"],
        people=tuple(people["names"]),
        companies=tuple(companies["names"]),
        domains=tuple(companies["domains"]),
        employer=np.array(people["employer"], dtype=np.int64),
        targets={int(company): tuple(persons) for company, persons in accounts["targets"].items()},
        circles={Circle(circle): tuple(persons) for circle, persons in accounts["circles"].items()},
        colleagues=accounts["colleagues"],
        knowing=Knowing(len(people["names"]), pairs[0], pairs[1], pairs[2] / 100, pairs[3]),
        willing=np.array(people["willing"]) / 100,
        rows={file: _by_line(_deep(flat)) for file, flat in files["rows.json"].items()},
    )


def _circles(world: World) -> dict[Circle, tuple[int, ...]]:
    circles: dict[Circle, list[int]] = {Circle.TEAM: [*world.roster.team], Circle.CHAMPION: [*world.champions]}
    for backer in world.backers.backers:
        circles.setdefault(_STANDINGS[backer.standing], []).append(backer.person)
    return {circle: tuple(persons) for circle, persons in circles.items()}


def _willing(world: World, circles: Mapping[Circle, tuple[int, ...]]) -> Floats:
    dice = world.spec.dice(Stage.WILLING)
    willing = dice.beta(*_ANYBODY, len(world.people))
    for circle, persons in circles.items():
        willing[list(persons)] = dice.beta(*_WILLING[circle], len(persons))
    return np.round(willing, 2)


def _rows(files: Iterable[ExportFile]) -> dict[str, Rows]:
    return {name: _by_line(mentions) for file in files for name, mentions in file.mentions.items()}


def _by_line(mentions: Iterable[Mention]) -> Rows:
    lines: dict[int, list[Mention]] = {}
    for mention in mentions:
        lines.setdefault(mention.line, []).append(mention)
    return {line: tuple(named) for line, named in lines.items()}


def _flat(rows: Rows) -> dict[str, list[Any]]:
    mentions = [mention for named in rows.values() for mention in named]
    return {name: [getattr(mention, name) for mention in mentions] for name in Mention._fields}


def _deep(flat: Mapping[str, list[Any]]) -> list[Mention]:
    columns = zip(*(flat[name] for name in Mention._fields), strict=True)
    return [Mention(line, EntityKind(kind), number, text) for line, kind, number, text in columns]


def _percent(shares: Floats) -> list[int]:
    hundredths: list[int] = np.round(shares * 100).astype(np.int64).tolist()
    return hundredths


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _die(seed: int, connector: int, target: int) -> float:
    """A number in [0, 1) that depends on nothing but its arguments (the splitmix64 mixer)."""
    mixed = (seed * 0x9E3779B97F4A7C15 + connector * 0xBF58476D1CE4E5B9 + target * 0x94D049BB133111EB) & _MASK
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB), (31, 1)):
        mixed = ((mixed ^ (mixed >> shift)) * factor) & _MASK
    return mixed / 2**64

"""The slow, obvious way to the same answers: every pair's tie by the formula, every path by walking networkx."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection
from itertools import combinations, product

import networkx as nx

from orbit.graph.presence import DAYS_PER_MONTH
from orbit.graph.snapshot import FUNCTIONS, SENIORITIES, TIE_KINDS, Kind
from orbit.graph.view import View
from orbit.model import TieKind
from orbit.titles import JobFunction, Seniority

SEATED = {Kind.BOARD, Kind.INVESTOR}


def reference_know(view: View, left: int, right: int) -> float:
    """The probability that two persons know each other, read off the policy's words one pair at a time."""
    missed: dict[str, float] = defaultdict(lambda: 1.0)
    for one, two in product(_places(view, left), _places(view, right)):
        if view.places.company[one] == view.places.company[two]:
            ground, p = _shared(view, one, two)
            missed[ground] *= 1 - p
    told: list[tuple[int, int, float, float]] = []
    for row in range(len(view.snapshot.tie_left)):
        if {int(view.snapshot.tie_left[row]), int(view.snapshot.tie_right[row])} == {left, right}:
            _count_tie(view, row, missed, told)
    strength = 1 - math.prod(1 - _cap(view, ground) * (1 - q) for ground, q in missed.items())
    for _, _, weight, closeness in sorted(told):
        strength = weight * closeness + (1 - weight) * strength
    return strength


def reference_paths(
    view: View, target: int, reply: float, *, no_connector: Collection[int] = (), min_strength: float = 0.0
) -> list[tuple[float, int]]:
    """Score and connector of the best paths to one target, by enumerating every simple path of at most two hops."""
    policy = view.ties.policy
    ours = {int(person) for person in range(view.snapshot.persons) if view.reach.willing[person] > 0}
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(view.snapshot.persons))
    for left, right in combinations(range(view.snapshot.persons), 2):
        strength = reference_know(view, left, right)
        if strength > 0 and strength * (1 + 1e-9) >= min_strength:
            graph.add_edge(left, right, know=strength)
    best: dict[int, float] = {}
    for connector in sorted(ours.difference(no_connector)):
        for path in _simple_paths(graph, connector, target):
            if any(person in ours for person in path[1:-1]):
                continue
            score = float(view.reach.willing[connector]) * reply * policy.reach.bridge_pass ** (max(len(path) - 2, 0))
            score *= math.prod(graph.edges[edge]["know"] for edge in nx.utils.pairwise(path))
            score *= math.prod(_sure(view, person) for person in path[1:-1])
            # Who stands at both ends is one person: how sure that is counts once, with the reply.
            score /= _sure(view, connector) if connector == target else 1.0
            best[connector] = max(best.get(connector, 0.0), score)
    ranked = sorted(((score, connector) for connector, score in best.items() if score > 0), key=lambda x: (-x[0], x[1]))
    return ranked[: policy.search.connectors_per_target]


def _sure(view: View, person: int) -> float:
    told = zip(view.snapshot.doubt_person.tolist(), view.snapshot.doubt_sure.tolist(), strict=True)
    return float(dict(told).get(person, 1.0))


def _simple_paths(graph: nx.Graph[int], connector: int, target: int) -> list[list[int]]:
    if connector == target:
        return [[connector]]
    return list(nx.all_simple_paths(graph, connector, target, cutoff=2))


def _places(view: View, person: int) -> list[int]:
    return [row for row in range(len(view.places.person)) if view.places.person[row] == person]


def _cap(view: View, ground: str) -> float:
    strength = view.ties.policy.strength
    return {
        "worked": strength.worked_together_cap,
        "possible": strength.possible_cap,
        "board": strength.board_cap,
        "school": strength.school_cap,
        "investor": strength.investor_cap,
        "linkedin": strength.linkedin_cap,
        "mail": strength.mail_cap,
    }[ground]


def _count_tie(view: View, row: int, missed: dict[str, float], told: list[tuple[int, int, float, float]]) -> None:
    on, kind = int(view.snapshot.tie_on[row]), TIE_KINDS[view.snapshot.tie_kind[row]]
    today, strength = view.as_of.toordinal(), view.ties.policy.strength
    if on > today:
        return
    years = (today - on) / 365.25 if on else 0.0
    if kind in {TieKind.DECLARED, TieKind.CONFIRMED}:
        told.append((on, row, 0.5 ** (years / strength.declared_half_life_years), float(view.snapshot.tie_close[row])))
    elif kind == TieKind.LINKEDIN:
        floor, half_life = strength.linkedin_floor, strength.linkedin_half_life_years
        fresh = 0.5 ** (years / half_life) if on else 0.0
        missed["linkedin"] = min(missed["linkedin"], (1 - floor) * (1 - fresh))
    else:
        fade = 0.75 * max(0.0, 1 - years / strength.mail_short_years)
        fade += 0.25 * max(0.0, 1 - years / strength.mail_long_years)
        missed["mail"] *= math.exp(-float(view.snapshot.tie_points[row]) * fade / strength.mail_scale)


def _shared(view: View, one: int, two: int) -> tuple[str, float]:
    here, policy, today = view.places, view.ties.policy, view.as_of.toordinal()
    strength = policy.strength
    sure = _days(here.sure_from, here.sure_to, one, two)
    possible = max(sure, _days(here.start, here.end, one, two))
    if not possible:
        return "worked", 0.0
    years = max(0.0, (today - min(int(here.end[one]), int(here.end[two]))) / 365.25)
    fade = strength.recency_floor + (1 - strength.recency_floor) * 0.5 ** (years / strength.recency_half_life_years)
    ground, hazard = _ground(view, one, two)
    if ground == "investor":
        return ground, strength.investor_probability * fade
    certain_p = 1 - math.exp(-hazard * sure / DAYS_PER_MONTH)
    possible_p = 1 - math.exp(-hazard * possible / DAYS_PER_MONTH)
    if sure:
        return ground, (certain_p + strength.open_share * (possible_p - certain_p)) * fade
    gap = max(int(here.sure_from[one]), int(here.sure_from[two])) - min(int(here.sure_to[one]), int(here.sure_to[two]))
    return "possible", math.exp(-policy.reply.leaves_per_year * max(gap, 0) / 365.25) * possible_p * fade


def _days(first: object, last: object, one: int, two: int) -> int:
    begin = max(int(first[one]), int(first[two]))  # type: ignore[index]  # numpy columns
    end = min(int(last[one]), int(last[two]))  # type: ignore[index]  # numpy columns
    return max(0, end - begin + 1)


def _ground(view: View, one: int, two: int) -> tuple[str, float]:
    here, strength = view.places, view.ties.policy.strength
    kinds = {Kind(here.kind[one]), Kind(here.kind[two])}
    company = int(here.company[one])
    chiefs = [row for row in (one, two) if here.kind[row] == Kind.JOB and _is_chief(view, row)]
    if kinds == {Kind.SCHOOL}:
        return "school", strength.school_hazard
    if Kind.SCHOOL in kinds:
        return "worked", 0.0
    if kinds == {Kind.JOB}:
        return "worked", _colleague_hazard(view, one, two)
    if Kind.BOARD in kinds and (kinds <= SEATED or chiefs):
        return "board", 0.0 if view.snapshot.company_mute[company] else strength.board_months_hazard
    if Kind.BOARD in kinds:
        return "worked", _hazard_of(view, company, _across(view, company))
    return ("investor", 0.0) if chiefs else ("worked", 0.0)


def _is_chief(view: View, row: int) -> bool:
    return bool(SENIORITIES[view.places.seniority[row]] == Seniority.C_LEVEL)


def _colleague_hazard(view: View, one: int, two: int) -> float:
    company = int(view.places.company[one])
    functions = [FUNCTIONS[view.places.function[row]] for row in (one, two)]
    inside, across = _inside(view, company), _across(view, company)
    if JobFunction.UNKNOWN in functions:
        part = view.ties.policy.strength.function_share
        return _hazard_of(view, company, part * inside + (1 - part) * across)
    return _hazard_of(view, company, inside if functions[0] == functions[1] else across)


def _inside(view: View, company: int) -> float:
    strength = view.ties.policy.strength
    return strength.closest_rate / (1 + _size(view, company) * strength.function_share / strength.unit_half_size)


def _across(view: View, company: int) -> float:
    strength = view.ties.policy.strength
    return strength.closest_rate / (1 + _size(view, company) * strength.closest_rate / strength.others_met)


def _hazard_of(view: View, company: int, share: float) -> float:
    return 0.0 if view.snapshot.company_mute[company] else -math.log(1 - share) / view.ties.policy.strength.rate_months


def _size(view: View, company: int) -> float:
    told = int(view.snapshot.company_headcount[company])
    seen = sum(1 for other in view.places.company if other == company)
    return max(told, 2) if told else max(seen, view.ties.policy.strength.default_headcount)

"""The best choice of a week's asks, found by HiGHS as an integer programme and proven within a gap.

One column per ask and one per name of a floor; one row per limit and per floor. The solver runs on one thread from a
fixed seed, and the problem comes in one order: the same candidates give the same plan, unless time runs out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from orbit.asks.plan.limits import UNIT, Problem
from orbit.errors import SolverFailed

if TYPE_CHECKING:
    import highspy

_SEED = 1
# The solver's own steps are thousandths of a worth of one usual introduction; finer differences drown in its rounding.
_SCALE = 1000.0


@dataclass(frozen=True, slots=True)
class Solved:
    """A choice, the most that any choice could come to (in units of `UNIT`), and whether time ran out."""

    chosen: tuple[int, ...]
    bound: int
    is_timed_out: bool


def solve(problem: Problem, start: Sequence[int], *, seconds: float, slack: float) -> Solved:
    """Find the best choice, beginning with `start`; stop when no other is worth more by `slack` (in worth).

    Raises SolverFailed when the solver ends with anything but a choice that keeps to the limits.
    """
    solver = _solver(problem, whole=True)
    _set(solver, time_limit=seconds, mip_rel_gap=0.0, mip_abs_gap=max(slack, UNIT) * _SCALE)
    _start_with(solver, problem, start)
    solver.run()
    status, info = solver.getModelStatus(), solver.getInfo()
    told = solver.modelStatusToString(status)
    if told not in {"Optimal", "Time limit reached"} or not info.valid:
        raise SolverFailed(f"The solver of the week's plan stopped with: {told}. Ask again, or report it.")
    values = solver.getSolution().col_value
    chosen = tuple(place for place in range(len(problem.asks)) if values and values[place] > 0.5)
    if not problem.allows(chosen):
        raise SolverFailed("The solver of the week's plan broke a limit. Nothing was planned; please report it.")
    # A search that is stopped at once knows no bound of its own.
    known = -info.mip_dual_bound / _SCALE / UNIT
    bound = min(round(known), problem.ceiling) if isfinite(known) else problem.ceiling
    return Solved(chosen, max(bound, problem.objective(chosen)), told != "Optimal")


def slot_prices(problem: Problem) -> list[float]:
    """Return for each limit at most what one more place in it adds: its price where asks can be split."""
    solver = _solver(problem, whole=False)
    solver.run()
    if solver.modelStatusToString(solver.getModelStatus()) != "Optimal":
        raise SolverFailed("The solver found no prices for the limits of this week's plan. Ask again, or report it.")
    prices = solver.getSolution().row_dual[: len(problem.limits)]
    return [max(0.0, -price / _SCALE) for price in prices]


def _solver(problem: Problem, *, whole: bool) -> highspy.Highs:
    # Loading the solver takes longer than most of its runs: only who plans pays for it.
    import highspy

    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # its makers left the annotation out
    _set(solver, output_flag=False, threads=1, parallel="off", random_seed=_SEED)
    lp = _linear(problem)
    if whole:
        whole_number, part = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
        lp.integrality_ = [whole_number] * len(problem.asks) + [part] * (lp.num_col_ - len(problem.asks))
    if solver.passModel(lp) == highspy.HighsStatus.kError:
        raise SolverFailed("The solver does not take this week's plan. Please report it.")
    return solver


def _linear(problem: Problem) -> highspy.HighsLp:
    """The problem as columns of a matrix: asks, then the first, second … missing name of each rep's floor."""
    import highspy
    import numpy as np

    limits = len(problem.limits)
    floors = [rep for rep, need in problem.needs.items() if need]
    row_of = {rep: limits + number for number, rep in enumerate(floors)}
    columns = [
        [*numbers, *([row_of[ask.rep]] if ask.rep in row_of else [])]
        for ask, numbers in zip(problem.asks, problem.limits_of, strict=True)
    ]
    steps = [(row_of[rep], nth) for rep in floors for nth in range(1, problem.needs[rep] + 1)]
    columns += [[row] for row, _ in steps]
    costs = [-worth for worth in problem.worths] + [problem.penalty * nth for _, nth in steps]
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(columns), limits + len(floors)
    lp.col_cost_ = np.array(costs, dtype=np.float64) * UNIT * _SCALE
    lp.col_lower_, lp.col_upper_ = np.zeros(len(columns)), np.ones(len(columns))
    infinity = highspy.kHighsInf
    lp.row_lower_ = np.array([-infinity] * limits + [problem.needs[rep] for rep in floors], dtype=np.float64)
    lp.row_upper_ = np.array([limit.room for limit in problem.limits] + [infinity] * len(floors), dtype=np.float64)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = np.cumsum([0, *map(len, columns)], dtype=np.int32)
    lp.a_matrix_.index_ = np.array([row for column in columns for row in column], dtype=np.int32)
    lp.a_matrix_.value_ = np.ones(sum(map(len, columns)))
    return lp


def _start_with(solver: highspy.Highs, problem: Problem, start: Sequence[int]) -> None:
    import numpy as np

    named, values = problem.named(start), np.zeros(solver.getNumCol())
    values[list(start)] = 1.0
    at = len(problem.asks)
    for rep, need in problem.needs.items():
        missing = max(0, need - named[rep])
        values[at : at + missing] = 1.0
        at += need
    solver.setSolution(len(values), np.arange(len(values), dtype=np.int32), values)


def _set(solver: highspy.Highs, **options: bool | float | str) -> None:
    for name, value in options.items():
        solver.setOptionValue(name, value)

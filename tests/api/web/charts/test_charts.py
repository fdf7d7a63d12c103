"""Charts: what is drawn, that its numbers stand beside it in words, and that nothing from outside becomes markup."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from markupsafe import Markup

from api.web.charts.counts import Count, month_bars, rep_bars
from api.web.charts.shares import Part, Said, reliability, share_rows
from api.web.charts.svg import Named

NAMED = Named("chart-x", "Asks", "Ana: 3; Bo: 12.")
COUNTS = [Count("Ana", 3), Count("Bo", 12)]
PART = Part("Said yes", 0.5, 0.25, 0.75)
CHARTS = [
    rep_bars(COUNTS, 8, NAMED),
    month_bars(COUNTS, 8, NAMED),
    share_rows([PART], NAMED),
    reliability([Said(0.1, 0.2, 0.1, 0.4, 20)], NAMED),
]


def numbers(chart: Markup, tag: str, name: str, kind: str) -> list[float]:
    """One attribute of all elements of a tag and class, in their order."""
    found = re.findall(rf"<{tag} [^>]*>", chart)
    return [float(re.findall(rf' {name}="([^"]*)"', each)[0]) for each in found if f'class="{kind}"' in each]


def test_one_rep_is_drawn_as_a_bar_with_a_line_at_the_target() -> None:
    assert rep_bars([Count("Ana", 4)], 8, NAMED) == Markup(
        '<svg class="chart" viewBox="0 0 320 54" role="img" aria-labelledby="chart-x-title chart-x-told">'
        '<title id="chart-x-title">Asks</title><desc id="chart-x-told">Ana: 3; Bo: 12.</desc>'
        '<text x="138" y="33" text-anchor="end" class="chart-label">Ana</text>'
        '<rect x="146" y="22" width="69" height="14" class="chart-bar"></rect>'
        '<text x="220" y="33" text-anchor="start" class="chart-label">4</text>'
        '<line x1="146" y1="18" x2="146" y2="50" class="chart-axis"></line>'
        '<line x1="284" y1="18" x2="284" y2="50" class="chart-target"></line>'
        '<text x="284" y="13" text-anchor="middle" class="chart-label">target 8</text></svg>'
    )


@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_says_itself_in_words_and_carries_no_style_of_its_own(chart: Markup) -> None:
    assert chart.startswith('<svg class="chart" viewBox=')
    assert 'role="img" aria-labelledby="chart-x-title chart-x-told"' in chart
    assert '<desc id="chart-x-told">Ana: 3; Bo: 12.</desc>' in chart
    assert "style" not in chart


def test_bars_are_as_long_as_their_numbers() -> None:
    three, twelve = numbers(rep_bars(COUNTS, 8, NAMED), "rect", "width", "chart-bar")

    assert twelve == pytest.approx(4 * three, abs=0.2)


def test_months_stand_side_by_side_as_high_as_their_numbers() -> None:
    chart = month_bars([Count("Jun", 0), Count("Jul", 6), Count("Aug", 12)], 8, NAMED)
    heights, lefts = (numbers(chart, "rect", name, "chart-bar") for name in ("height", "x"))

    assert heights == [0, 60, 120]
    assert all(one < other for one, other in pairwise(lefts))


def test_a_share_is_a_dot_in_its_band_with_the_target_beside() -> None:
    chart = share_rows([Part("Won", 0.5, 0.25, 0.75, target=0.25)], NAMED)
    (left,), (width,) = (numbers(chart, "rect", name, "chart-band") for name in ("x", "width"))
    (dot,) = numbers(chart, "circle", "cx", "chart-dot")

    assert left + width / 2 == pytest.approx(dot)
    assert numbers(chart, "line", "x1", "chart-target") == [left]
    assert ">50%</text>" in chart


def test_a_share_of_nobody_is_said_and_not_drawn() -> None:
    chart = share_rows([Part("Forwarded", None, None, None)], NAMED)

    assert "none yet" in chart
    assert numbers(chart, "circle", "cx", "chart-dot") == []


def test_what_came_true_as_often_as_was_said_lies_on_the_slanted_line() -> None:
    chart = reliability([Said(0.5, 0.5, 0.3, 0.7, 4), Said(0.25, 0.25, 0.1, 0.5, 1)], NAMED)
    across, down = (numbers(chart, "circle", name, "chart-dot") for name in ("cx", "cy"))
    large, small = numbers(chart, "circle", "r", "chart-dot")

    assert [x - 46 for x in across] == [232 - y for y in down]
    assert large == 2 * small


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"><b>', "a & b"])
def test_names_never_become_markup(name: str) -> None:
    chart = rep_bars([Count(name, 1)], 8, Named("m", name, name))

    assert set(re.findall(r"<(\w+)", chart)) == {"svg", "title", "desc", "text", "rect", "line"}


def test_without_anybody_there_is_still_a_chart() -> None:
    assert rep_bars([], 8, NAMED).count("<rect") == 0
    assert month_bars([], 8, NAMED).count("<rect") == 0


@pytest.mark.parametrize("label", ["Closed-won deals", "from logged asks", "Led to a meeting", "Asked by the day"])
def test_the_words_beside_a_share_have_room(label: str) -> None:
    chart = share_rows([Part(label, 0.5, 0.25, 0.75)], NAMED)

    (end,) = re.findall(rf'<text x="([0-9.]+)" y="[0-9.]+" text-anchor="end" class="chart-label">{label}</text>', chart)
    # In the widest usual font of 13 px a letter takes 7.6 px on average.
    assert float(end) >= 7.6 * len(label)

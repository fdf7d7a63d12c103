"""The session's sheet as one printable page: no script, nothing from elsewhere, whatever stands in a name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from api.presenter.forms import Json
from orbit.asks.wording import say_day, write_days

if TYPE_CHECKING:
    from jinja2 import Template

_WEB = Path(__file__).parents[2] / "web"


def session_page(answer: Json, linked: Mapping[str, str] | None = None) -> str:
    """Write a session's answer as a page: all in one file, or with `style` and `icon` linked at their addresses."""
    return _template().render(session=answer, linked=linked, style="" if linked else _style())


@cache
def _style() -> Markup:
    return Markup((_WEB / "static" / "session-print.css").read_text(encoding="utf-8"))  # noqa: S704 - our own file


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # the page is made once a month

    environment = Environment(
        loader=FileSystemLoader(_WEB / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "day": _day,
        "write_days": write_days,
        "weekday": _weekday,
        "words": _words,
        "month": _month,
        "share": _share,
    }
    return environment.get_template("session.html")


def _day(text: str) -> str:
    return say_day(date.fromisoformat(text))


def _weekday(text: str) -> str:
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    return names[date.fromisoformat(text).weekday()]


def _month(text: str) -> str:
    day = date.fromisoformat(f"{text}-01")
    return say_day(day).partition(" ")[2]


def _words(text: str) -> str:
    return text.replace("_", " ")


def _share(form: Json) -> str:
    """A share with its numbers and its interval; what is open stands beside it."""
    told = f"{form['count']} of {form['of']}" if form["of"] else "none settled"
    if form["share"] is not None:
        told += f" ({form['low']:.0%} to {form['high']:.0%})"
    return f"{told}, {form['open']} open" if form["open"] else told

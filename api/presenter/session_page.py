"""The session's sheet as one printable page: no script, nothing from elsewhere, whatever stands in a name."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from api.presenter.forms import Json
from orbit.asks.wording import say_day

_TEMPLATES = Path(__file__).parents[1] / "web" / "templates"


def session_page(answer: Json) -> str:
    """Write a session's answer as a page."""
    return _template().render(session=answer)


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"day": _day, "weekday": _weekday, "words": _words, "month": _month, "share": _share}
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

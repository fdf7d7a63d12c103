"""Templates into bytes: one environment for all pages, escaping everything, knowing no undefined word."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.web.words import FILTERS

WEB = Path(__file__).parent


def render(template: str, **values: Any) -> str:
    """Fill a template in."""
    return environment().get_template(template).render(**values)


@cache
def environment() -> Environment:
    """The environment that every page shares; templates are read once."""
    made = Environment(
        loader=FileSystemLoader(WEB / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= FILTERS
    return made

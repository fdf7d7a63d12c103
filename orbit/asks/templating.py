"""The texts of a packet: templates that come with Orbit, replaced one by one by a workspace's own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources

from jinja2 import DictLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from orbit.errors import UsageError

_SUFFIX = ".j2"
# What a template of a workspace's own can raise while it runs, beside Jinja's own errors.
_MISTAKES = (TemplateError, ArithmeticError, LookupError, TypeError, ValueError)


class Templates:
    """Renders templates by name; `own` replaces shipped ones."""

    def __init__(self, own: Mapping[str, str]) -> None:
        shipped = shipped_templates()
        unknown = sorted(set(own) - set(shipped))
        if unknown:
            raise UsageError(f"there is no template {unknown[0]!r}; known: {', '.join(sorted(shipped))}")
        self._environment = ImmutableSandboxedEnvironment(
            loader=DictLoader({**shipped, **own}),
            undefined=StrictUndefined,
            # The texts are plain mail text; whoever shows them as HTML escapes them there.
            autoescape=False,
            # Nothing changes behind these texts, so nobody has to ask before each use whether it has.
            auto_reload=False,
        )

    def text(self, name: str, values: Mapping[str, object]) -> str:
        """Render a template; raise UsageError naming it when it is wrong."""
        try:
            return self._environment.get_template(name).render(values).strip()
        except _MISTAKES as error:
            raise UsageError(f"the template {name} cannot be used: {error}") from error

    def line(self, name: str, values: Mapping[str, object]) -> str:
        """Render a template to one line, blanks and line breaks folded."""
        return " ".join(self.text(name, values).split())


def templates_of(own: Mapping[str, str] | None) -> Templates:
    """Return the shipped templates with a workspace's own in their place."""
    return _compiled(tuple(sorted((own or {}).items())))


# Compiling takes longer than rendering; the key holds the texts themselves, so nothing can go stale.
@lru_cache(maxsize=16)
def _compiled(own: tuple[tuple[str, str], ...]) -> Templates:
    return Templates(dict(own))


@cache
def shipped_templates() -> dict[str, str]:
    """Return the templates that come with Orbit, by name."""
    folder = resources.files("orbit.asks").joinpath("templates")
    return {
        entry.name.removesuffix(_SUFFIX): entry.read_text(encoding="utf-8")
        for entry in folder.iterdir()
        if entry.name.endswith(_SUFFIX)
    }

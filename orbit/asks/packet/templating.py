"""The texts of a packet: templates that come with Orbit, replaced one by one by a workspace's own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, Template, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from orbit.asks.packet.template_check import FIELDS, MOST_LETTERS, check_template
from orbit.errors import UsageError

SUFFIX = ".j2"
_FOLDER = "templates"
_MOST_WRITTEN = 8_000
# What a template of a workspace's own can raise while it runs, beside Jinja's own errors.
_MISTAKES = (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
_READABLE = frozenset(field for fields in FIELDS.values() for field in fields)


class _PlainEnvironment(ImmutableSandboxedEnvironment):
    """A sandbox in which values have nothing but the parts that templates are told of."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a part of a value; what templates are not told of is undefined, whatever Python has there."""
        if attribute in _READABLE and not isinstance(obj, str):
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def is_safe_callable(self, _obj: Any) -> bool:
        """Refuse every call."""
        return False


class Templates:
    """Renders templates by name; `own` replaces shipped ones. Raises UsageError where one of them is wrong."""

    def __init__(self, own: Mapping[str, str]) -> None:
        sources = {**shipped_templates(), **own}
        unknown = sorted(set(own) - set(shipped_templates()))
        if unknown:
            raise UsageError(f"there is no template {unknown[0]!r}; known: {', '.join(sorted(shipped_templates()))}")
        self._environment = _PlainEnvironment(
            loader=FunctionLoader(lambda name: (sources[name], _place(name), None)),
            undefined=StrictUndefined,
            # The texts are plain mail text; whoever shows them as HTML escapes them there.
            autoescape=False,
            # Nothing changes behind these texts, so nobody has to ask before each use whether it has.
            auto_reload=False,
        )
        self._environment.globals.clear()
        self._templates: dict[str, Template] = {}
        for name in sorted(own):
            self._check(name, own[name])

    def text(self, name: str, values: Mapping[str, object]) -> str:
        """Render a template; raise UsageError with its file and line when it is wrong."""
        template = self._templates.get(name) or self._compiled(name)
        try:
            # As `render` does, without copying all values each time.
            written = "".join(template.root_render_func(template.new_context(dict(values), shared=True))).strip()
        except _MISTAKES as error:
            raise UsageError(f"{_place(name)}:{_line_of(template, error)}: {error}") from error
        if len(written) > _MOST_WRITTEN:
            raise UsageError(f"{_place(name)}:1: the text has more than {_MOST_WRITTEN} letters")
        return written

    def line(self, name: str, values: Mapping[str, object]) -> str:
        """Render a template to one line, blanks and line breaks folded."""
        return " ".join(self.text(name, values).split())

    def _compiled(self, name: str) -> Template:
        template = self._templates[name] = self._environment.get_template(name)
        return template

    def _check(self, name: str, source: str) -> None:
        if len(source) > MOST_LETTERS:
            raise UsageError(f"{_place(name)}:1: a template has at most {MOST_LETTERS} letters")
        try:
            tree = self._environment.parse(source, name, _place(name))
            check_template(tree, _place(name))
            self._compiled(name)
        except TemplateSyntaxError as error:
            raise UsageError(f"{_place(name)}:{error.lineno}: {error.message}") from error
        except RecursionError as error:
            raise UsageError(f"{_place(name)}:1: the template is nested too deeply") from error


def templates_of(own: Mapping[str, str] | None) -> Templates:
    """Return the shipped templates with a workspace's own in their place."""
    return _compiled(tuple(sorted(own.items())) if own else ())


# Compiling takes longer than rendering; the key holds the texts themselves, so nothing can go stale.
@lru_cache(maxsize=16)
def _compiled(own: tuple[tuple[str, str], ...]) -> Templates:
    return Templates(dict(own))


@cache
def shipped_templates() -> dict[str, str]:
    """Return the templates that come with Orbit, by name."""
    folder = resources.files("orbit.asks.packet").joinpath("templates")
    return {
        entry.name.removesuffix(SUFFIX): entry.read_text(encoding="utf-8")
        for entry in folder.iterdir()
        if entry.name.endswith(SUFFIX)
    }


def _place(name: str) -> str:
    return f"{_FOLDER}/{name}{SUFFIX}"


def _line_of(template: Template, error: BaseException) -> int:
    """Return the line of a template in which it failed, from the traceback of its compiled form."""
    line, trace = 1, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == template.filename:
            line = template.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return line

"""What a template may hold: words, values and choices; without loops and calls, its time and size are bound."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NoReturn

from jinja2 import nodes

from orbit.errors import UsageError
from orbit.names.text import word_set

MOST_LETTERS = 4_000
PERSON_FIELDS = frozenset({"name", "first", "title", "company"})
WHY_FIELDS = word_set(
    "kind is_recent month is_about_target count count_word more_word is_one_role role a_role a_round money seat"
    " headline"
)
FIELDS = {
    **dict.fromkeys(("requester", "connector", "bridge", "target"), PERSON_FIELDS),
    "why": WHY_FIELDS,
}
PLAIN = word_set(
    "kind circle us pitch account who story outcome recommends is_customer former draft_due check_in clause blurb"
    " disqualifier thought"
)
FILTERS = frozenset({"lower", "upper", "capitalize", "title", "trim", "default", "d", "length"})
TESTS = frozenset({"defined", "undefined", "none", "string", "number", "eq", "equalto", "ne", "in"})
_ALLOWED = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.CondExpr, nodes.Assign, nodes.Name),
    *(nodes.Const, nodes.Getattr, nodes.Filter, nodes.Test, nodes.Concat, nodes.Compare, nodes.Operand),
    *(nodes.And, nodes.Or, nodes.Not, nodes.List, nodes.Tuple, nodes.Keyword),
)
_CALLED = {
    nodes.For: "a loop",
    nodes.Call: "a call",
    nodes.Getitem: "a part in square brackets",
    nodes.Include: "another file",
    nodes.Import: "another file",
    nodes.FromImport: "another file",
    nodes.Extends: "another file",
    nodes.Macro: "a macro",
    nodes.Block: "a block",
}


def check_template(tree: nodes.Template, where: str) -> None:
    """Raise UsageError, naming file and line, where a template holds what none may."""
    own = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}
    for node in _every(tree):
        if not isinstance(node, _ALLOWED):
            what = _CALLED.get(type(node), "arithmetic" if isinstance(node, nodes.BinExpr) else "this")
            _refuse(where, node, f"{what} cannot stand in a template; it takes words, values, filters, if and set")
        _check_names(node, own, where)


def _every(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _every(child)


def _check_names(node: nodes.Node, own: set[str], where: str) -> None:
    match node:
        case nodes.Getattr():
            _check_field(node, where)
        case nodes.Name(ctx="load") if node.name not in own and node.name not in PLAIN and node.name not in FIELDS:
            _refuse(where, node, f"{node.name!r} is not known; known: {', '.join(sorted([*PLAIN, *FIELDS]))}")
        case nodes.Filter() if node.name not in FILTERS:
            _refuse(where, node, f"there is no filter {node.name!r} here; known: {', '.join(sorted(FILTERS))}")
        case nodes.Test() if node.name not in TESTS:
            _refuse(where, node, f"there is no test {node.name!r} here; known: {', '.join(sorted(TESTS))}")
        case nodes.Assign():
            _check_assigned(node, own, where)


def _check_field(node: nodes.Getattr, where: str) -> None:
    owner = node.node.name if isinstance(node.node, nodes.Name) else ""
    fields = FIELDS.get(owner)
    if fields is None:
        _refuse(where, node, f"only {', '.join(FIELDS)} have parts, so .{node.attr} leads nowhere")
    if node.attr not in fields:
        _refuse(where, node, f"{owner} has no {node.attr!r}; it has {', '.join(sorted(fields))}")


def _check_assigned(node: nodes.Assign, own: set[str], where: str) -> None:
    """Refuse to build one value from another that was set: each might double it."""
    if not isinstance(node.target, nodes.Name) or node.target.name in PLAIN or node.target.name in FIELDS:
        _refuse(where, node, "set takes one new name")
    if any(name.name in own for name in node.node.find_all(nodes.Name)) or (
        isinstance(node.node, nodes.Name) and node.node.name in own
    ):
        _refuse(where, node, "a value that was set cannot be made from another one")


def _refuse(where: str, node: nodes.Node, problem: str) -> NoReturn:
    raise UsageError(f"{where}:{node.lineno}: {problem}")

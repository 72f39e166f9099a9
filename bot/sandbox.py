"""The Jinja sandbox that scripts and wording share: no repetition, no powers, no attribute that begins with ``_``.

It stands beside both layers because both evaluate what a programme's people have written, and neither may let it run
code, reach files, fill the memory or go on without end. What could is not part of the language here: no macros, no
files within files, no block that says itself. What remains is counted: how often loops go round, how long a text grows.
"""

import time
from collections.abc import Iterable, Mapping
from functools import wraps
from typing import Any, NoReturn

from jinja2 import TemplateSyntaxError, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.filters import do_join, make_attrgetter
from jinja2.nodes import EvalContext
from jinja2.runtime import Context, markup_join, str_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

FILTERS = (
    "length", "first", "last", "default", "lower", "upper", "list", "map", "select", "selectattr", "rejectattr",
    "sort", "sum", "int", "join",
)  # fmt: skip
# Methods of a text that can neither repeat nor pad it.
_TEXT_METHODS = frozenset({"lower", "upper", "strip", "startswith", "endswith", "split", "isdigit"})

# Far more than everything that anybody has ever told the bot; nothing that is put together is longer.
LONGEST_TEXT = 5_000_000
# A factor may be so large: no product of two grows beyond what a processor takes in its stride.
LARGEST_FACTOR = 10**9
# One message goes so often through the bodies of its loops, and says so many shared blocks.
MOST_ROUNDS = 100_000
# And takes so long at most, which matters only where each round is a long one. It is looked at after the first few.
MOST_SECONDS, _UNLOOKED = 2.0, 50

SPENT = "_spent"
"""Under this name a message's account is known while it is rendered."""

# What has its own ways to repeat, to leave the file, or to change how words are escaped.
_NOT_HERE: Mapping[type[nodes.Node], str] = {
    nodes.Macro: "macro", nodes.CallBlock: "call", nodes.FilterBlock: "filter", nodes.Include: "include",
    nodes.Import: "import", nodes.FromImport: "from", nodes.Extends: "extends", nodes.AssignBlock: "endset",
    nodes.With: "with", nodes.ScopedEvalContextModifier: "autoescape",
}  # fmt: skip


class Spent:
    """What one message has used up of what it may."""

    def __init__(self) -> None:
        self._rounds = 0
        self._since = 0.0

    def round(self) -> None:
        """One more round of a loop, or one more shared block. Raises `SecurityError` where it is one too many."""
        self._rounds += 1
        if self._rounds < _UNLOOKED:
            return
        if self._rounds == _UNLOOKED:
            self._since = time.thread_time()
        elif self._rounds > MOST_ROUNDS or time.thread_time() - self._since > MOST_SECONDS:
            raise SecurityError("its loops go round too often")


class _Generator(CodeGenerator):
    """Writes the sandbox's own counting as plain calls. Jinja's way for any call costs ten times as much."""

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802 - as Jinja
        """A call: of the environment only by what `_Bounded` has put in, for no template can name it."""
        if not isinstance(node.node, nodes.EnvironmentAttribute):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.write(f"environment.{node.node.name}(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's immutable sandbox, with arithmetic kept to numbers, and everything that grows kept within bounds."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})
    code_generator_class = _Generator

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Reckons with numbers only, multiplies no huge ones, and raises nothing to a power."""
        if operator == "**" or not (isinstance(left, int | float) and isinstance(right, int | float)):
            raise SecurityError(f"the operator {operator} is for numbers only")
        if operator == "*" and max(abs(left), abs(right)) > LARGEST_FACTOR:
            raise SecurityError("the operator * is for small numbers only")
        return super().call_binop(context, operator, left, right)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Beyond Jinja's own rules: of a text, only the methods that cannot make it larger; of a number, nothing."""
        if isinstance(obj, int | float | bytes | Spent) or (isinstance(obj, str) and attr not in _TEXT_METHODS):
            return False
        return super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:
        """Jinja would hand out a guarded `str.format`, which still pads to any width: here it is like any method."""

    def restrict(self, more: Mapping[str, Any]) -> None:
        """Leaves only the filters of this module and ``more``, and no globals."""
        self.globals.clear()
        self.filters = {**{name: self.filters[name] for name in FILTERS}, "join": _join, **more}

    def joined(self, *parts: Any) -> str:
        """What ``~`` makes of its parts. Raises `SecurityError` where that would be too long."""
        _measure(sum(map(_length, parts)))
        return markup_join(parts) if self.autoescape else str_join(parts)

    def round(self, context: Context) -> None:
        """A loop goes round once more. Raises `SecurityError`."""
        spent = context.get(SPENT)
        if isinstance(spent, Spent):
            spent.round()

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        _check(tree, name, filename)
        return tree

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        return super()._generate(_Bounded(self).visit(source), name, filename, defer_init)


def put_together(pieces: Iterable[str]) -> str:
    """All that a template says, in one. Raises `SecurityError` where that would be too long."""
    found: list[str] = []
    left = LONGEST_TEXT
    for piece in pieces:
        found.append(piece)
        left -= len(piece)
        if left < 0:
            _measure(LONGEST_TEXT - left)
    return "".join(found)


class _Bounded(NodeTransformer):
    """Has every loop count its rounds, and every ``~`` measure what it makes, in what a template is compiled from."""

    def __init__(self, environment: Sandbox) -> None:
        self._environment = environment

    def _call(self, method: str, arguments: list[nodes.Expr], line: int) -> nodes.Call:
        made = nodes.Call(nodes.EnvironmentAttribute(method), arguments, [], None, None, lineno=line)
        made.set_environment(self._environment)
        return made

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 - Jinja calls it by the name of the node
        """A loop: the first thing it does in each round is to count it."""
        self.generic_visit(node)
        count = nodes.ExprStmt(self._call("round", [nodes.ContextReference()], node.lineno), lineno=node.lineno)
        node.body.insert(0, count)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802 - as above
        """Parts put together."""
        self.generic_visit(node)
        return self._call("joined", node.nodes, node.lineno)


def _check(tree: nodes.Template, name: str | None, filename: str | None) -> None:
    """Raises `TemplateSyntaxError` for whatever is no part of the language here."""

    def refuse(node: nodes.Node, what: str) -> NoReturn:
        raise TemplateSyntaxError(f"{what} cannot be used here", node.lineno, name, filename)

    for node in tree.find_all(nodes.Node):
        if type(node) in _NOT_HERE:
            refuse(node, f"the tag {_NOT_HERE[type(node)]!r}")
        elif isinstance(node, nodes.For) and node.recursive:
            refuse(node, "a recursive loop")
        elif isinstance(node, nodes.Name) and node.name in ("self", "super", SPENT):
            refuse(node, f"the name {node.name!r}")


@wraps(do_join)
def _join(context: EvalContext, value: Iterable[Any], d: str = "", attribute: str | int | None = None) -> str:
    """Jinja's own filter, for a result that is not too long."""
    parts = list(value if attribute is None else map(make_attrgetter(context.environment, attribute), value))
    _measure(_length(d) * len(parts) + sum(map(_length, parts)))
    made: str = do_join(context, parts, d)
    return made


def _length(part: Any) -> int:
    return len(part) if isinstance(part, str) else len(str(part))


def _measure(length: int) -> None:
    """Raises `SecurityError` where a text would be too long."""
    if length > LONGEST_TEXT:
        raise SecurityError("a text that is put together is too long")

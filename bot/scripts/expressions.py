"""Conditions and values in scripts: Jinja expressions in a sandbox, where an unknown name is an error.

A script cannot call anything but the filters listed here, cannot reach attributes that begin with an underscore, and
cannot build something huge: repetition and powers are refused, and `range` is not there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, TemplateError, nodes

from bot.engine import ScriptError
from bot.sandbox import Sandbox
from bot.sayings import asks_to_stop, says_no, says_nothing, says_yes

# Filters of our own, beyond those of `bot.sandbox`.
SAYINGS: Mapping[str, Callable[[object], bool]] = {
    "says_nothing": says_nothing, "asks_to_stop": asks_to_stop, "says_yes": says_yes, "says_no": says_no,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class JinjaExpression:
    """A compiled expression. Two are equal when their sources are."""

    source: str
    names: frozenset[str] = field(compare=False)
    _evaluate: Callable[..., Any] = field(compare=False, repr=False)

    def __call__(self, scope: Mapping[str, object], /) -> object:
        """The value for ``scope``. Raises `ScriptError` naming the expression when it cannot be worked out."""
        try:
            value = self._evaluate({name: scope[name] for name in self.names if name in scope})
            if isinstance(value, StrictUndefined):
                raise ScriptError(f"expression {self.source!r}: {value._undefined_message}")
        except (
            TemplateError,
            TypeError,
            ValueError,
            ArithmeticError,
            LookupError,
            AttributeError,
            RecursionError,
        ) as error:
            raise ScriptError(f"expression {self.source!r}: {error}") from error
        return value


@lru_cache(maxsize=1)
def _environment() -> Sandbox:
    environment = Sandbox(undefined=StrictUndefined)
    environment.restrict(SAYINGS)
    return environment


@lru_cache(maxsize=4096)
def compile_expression(source: str) -> JinjaExpression:
    """Compiles ``source``. Raises `ValueError` with Jinja's reason where it is no expression."""
    environment = _environment()
    try:
        evaluate = environment.compile_expression(source, undefined_to_none=False)
        # An expression has no variables of its own, so every name in it comes from outside.
        names = {found.name for found in environment.parse("{{ (" + source + ") }}").find_all(nodes.Name)}
    except (TemplateError, RecursionError, SyntaxError, MemoryError) as error:
        raise ValueError(str(error) or type(error).__name__) from error
    return JinjaExpression(source, frozenset(names), evaluate)

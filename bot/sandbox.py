"""The Jinja sandbox that scripts and wording share: no repetition, no powers, no attribute that begins with ``_``.

It stands beside both layers because both evaluate what a programme's people have written, and neither may let it run
code, reach files or fill the memory.
"""

from collections.abc import Mapping
from typing import Any

from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

FILTERS = (
    "length", "first", "last", "default", "lower", "upper", "list", "map", "select", "selectattr", "rejectattr",
    "sort", "sum", "int", "join",
)  # fmt: skip
# Methods of a text that can neither repeat nor pad it.
_TEXT_METHODS = frozenset({"lower", "upper", "strip", "startswith", "endswith", "split", "isdigit"})


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's immutable sandbox, with arithmetic kept to numbers."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Multiplies numbers only, and raises nothing to a power: neither can be used to fill the memory."""
        if operator == "**" or not (isinstance(left, int | float) and isinstance(right, int | float)):
            raise SecurityError(f"the operator {operator} is for numbers only")
        return super().call_binop(context, operator, left, right)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Beyond Jinja's own rules: of a text, only the methods that cannot make it larger; of a number, nothing."""
        if isinstance(obj, int | float | bytes) or (isinstance(obj, str) and attr not in _TEXT_METHODS):
            return False
        return super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:
        """Jinja would hand out a guarded `str.format`, which still pads to any width: here it is like any method."""

    def restrict(self, more: Mapping[str, Any]) -> None:
        """Leaves only the filters of this module and ``more``, and no globals."""
        self.globals.clear()
        self.filters = {**{name: self.filters[name] for name in FILTERS}, **more}

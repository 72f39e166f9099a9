"""The Jinja sandbox that scripts and wording share: no repetition, no powers, no attribute that begins with ``_``.

It stands beside both layers because both evaluate what a programme's people have written, and neither may let it run
code, reach files or fill the memory.
"""

from typing import Any

from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's immutable sandbox, with arithmetic kept to numbers."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Multiplies numbers only, and raises nothing to a power: neither can be used to fill the memory."""
        if operator == "**" or not (isinstance(left, int | float) and isinstance(right, int | float)):
            raise SecurityError(f"the operator {operator} is for numbers only")
        return super().call_binop(context, operator, left, right)

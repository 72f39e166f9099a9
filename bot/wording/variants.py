"""The ``either`` tag: several ways to say the same, used in turn.

    {% either %}Thank you.{% or %}Thank you for telling me.{% endeither %}

Each pool keeps its own count in the person's session, so that no variant is heard twice running. A pool that is used
from several places has a name, ``{% either thanks %}``, and one count for all of them.
"""

from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.runtime import Context


class Either(Extension):
    """Parses ``either ... or ... endeither`` into a chain of ifs on the number that the voice draws."""

    tags = {"either"}  # noqa: RUF012 - Jinja's own declaration has this type

    def parse(self, parser: Parser) -> nodes.Node:
        """The nodes for one ``either``; at least two variants are expected of a writer, one is allowed."""
        line = next(parser.stream).lineno
        named = parser.stream.current.type == "name"
        pool = next(parser.stream).value if named else f"{parser.name}:{line}"
        variants = [parser.parse_statements(("name:or", "name:endeither"))]
        while next(parser.stream).value == "or":
            variants.append(parser.parse_statements(("name:or", "name:endeither")))
        drawn = f"_drawn_{line}_{len(variants)}"
        arguments: list[nodes.Expr] = [nodes.ContextReference(), nodes.Const(pool), nodes.Const(len(variants))]
        draw = nodes.Assign(nodes.Name(drawn, "store"), self.call_method("draw", arguments), lineno=line)
        return nodes.Scope([draw, _chain(drawn, variants, line)], lineno=line)

    @staticmethod
    def draw(context: Context, pool: str, size: int) -> int:
        """Which of ``size`` variants is said now."""
        number: int = context["voice"].draw(pool, size)
        return number


def _chain(drawn: str, variants: list[list[nodes.Node]], line: int) -> nodes.If:
    def test(number: int) -> nodes.Compare:
        return nodes.Compare(nodes.Name(drawn, "load"), [nodes.Operand("eq", nodes.Const(number))], lineno=line)

    elifs = [nodes.If(test(number), variant, [], [], lineno=line) for number, variant in enumerate(variants[1:], 1)]
    return nodes.If(test(0), variants[0], elifs, [], lineno=line)

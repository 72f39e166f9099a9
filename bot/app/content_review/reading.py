"""A block as lines to read: its words, with every case, turn and repetition told in words around them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from jinja2 import nodes

from bot.app.content_review.conditions import Reader, named
from bot.app.content_review.frames import Frame
from bot.sandbox import Sandbox
from bot.wording.render import SHARED


@dataclass(slots=True)
class Line:
    """One line in the small HTML of the words. The deeper it stands, the more cases have to hold for it to be said."""

    depth: int
    html: str = ""


def read_block(text: str, frame: Frame, environment: Sandbox) -> list[Line]:
    """The lines of a block, empty ones between paragraphs included. Raises Jinja's errors for what is no template."""
    reading = _Reading(frame)
    reading.walk(environment.parse(text).body, 0)
    return reading.tidied()


def read_label(text: str, frame: Frame, environment: Sandbox) -> str:
    """A label on one line."""
    lines = (line.html.strip() for line in read_block(text, frame, environment))
    return " ".join(line for line in lines if line)


def read_condition(source: str, frame: Frame, environment: Sandbox) -> str:
    """A script's condition in words."""
    return Reader(frame).condition(_expression(source, environment))


def read_value(source: str, frame: Frame, environment: Sandbox) -> str:
    """What a script's expression stands for, in words."""
    return Reader(frame).value(_expression(source, environment))


def _expression(source: str, environment: Sandbox) -> nodes.Node:
    output = next(environment.parse("{{ " + source + " }}").find_all(nodes.Output))
    return output.nodes[0]


class _Reading:
    """Walks through a block and writes its lines. A case without a line break in it stays inside its sentence."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.reader = Reader(frame)
        self.lines: list[Line] = [Line(0)]

    def tidied(self) -> list[Line]:
        """The lines without white space at their ends, without empty ones at both ends or two in a row."""
        found: list[Line] = []
        for line in self.lines:
            html = line.html.rstrip() if line.html.startswith(" ") and line.html.strip() else line.html.strip()
            if html or (found and found[-1].html):
                found.append(Line(line.depth, html))
        while found and not found[-1].html:
            found.pop()
        for line, after in pairwise(found):
            if not line.html:  # what parts two cases belongs to neither
                line.depth = min(line.depth, after.depth)
        return found

    def walk(self, body: Iterable[nodes.Node], depth: int) -> None:
        """Writes the lines of some nodes."""
        for node in body:
            if isinstance(node, nodes.Output):
                for part in node.nodes:
                    self._text(part.data, depth) if isinstance(part, nodes.TemplateData) else self._add(self._put(part))
            elif isinstance(node, nodes.If):
                self._cases(node, depth)
            elif isinstance(node, nodes.For):
                self._each(node, depth)
            elif isinstance(node, nodes.Scope):
                self._turns(node, depth)
            elif isinstance(node, nodes.Assign):
                self._name(node, depth)
            elif isinstance(node, nodes.Block | nodes.With):
                self.walk(node.body, depth)

    def _text(self, html: str, depth: int) -> None:
        first, *others = html.split("\n")
        self._add(first)
        for text in others:
            self.lines.append(Line(depth, text))

    def _add(self, html: str) -> None:
        self.lines[-1].html += html

    def _fresh(self, depth: int) -> None:
        """Goes to the beginning of a line at this depth."""
        if self.lines[-1].html.strip():
            self.lines.append(Line(depth))
        self.lines[-1].depth = depth

    def _note(self, told: str, depth: int) -> None:
        self._fresh(depth)
        self._add(f"<i>{escape(told)}</i>")

    def _cases(self, node: nodes.If, depth: int) -> None:
        cases = [(self.frame.when, node.test, node.body)]
        cases += [(self.frame.otherwise_when, one.test, one.body) for one in node.elif_]
        told = [(words.format(self.reader.condition(test)), body) for words, test, body in cases]
        told += [(self.frame.otherwise, node.else_)] if node.else_ else []
        self._told(told, depth)

    def _told(self, told: Sequence[tuple[str, Sequence[nodes.Node]]], depth: int) -> None:
        """Cases with their words: each below its condition, or, where all are parts of a line, within brackets."""
        within = not any(_has_lines(node) for _, body in told for node in body)
        for words, body in told:
            if within:
                self._add(f"[<i>{escape(words)}</i> ")
                self.walk(body, depth)
                self._add("]")
            else:
                self._note(words, depth)
                self._below(body, depth)

    def _below(self, body: Sequence[nodes.Node], depth: int, lead: str = "") -> None:
        self._fresh(depth + 1)
        self._add(lead)
        self.walk(body, depth + 1)
        self._fresh(depth)

    def _each(self, node: nodes.For, depth: int) -> None:
        of = self.reader.value(node.iter)
        told = self.frame.each.format(of)
        if node.test is not None:
            told = self.frame.each_where.format(of, self.reader.condition(node.test))
        self._told([(told, node.body), *([(self.frame.none, node.else_)] if node.else_ else [])], depth)

    def _turns(self, node: nodes.Scope, depth: int) -> None:
        """The variants of an `either`, which is the only thing that makes a scope."""
        chain = next((one for one in node.body if isinstance(one, nodes.If)), None)
        if chain is None:
            self.walk(node.body, depth)
            return
        self._note(self.frame.in_turn, depth)
        variants = [branch.body for branch in (chain, *chain.elif_)]
        apart = any("\n\n" in data.data for data in node.find_all(nodes.TemplateData))
        for number, variant in enumerate(variants):
            if apart and number:
                self.lines.append(Line(depth + 1))
                self.lines.append(Line(depth + 1))
            self._below(variant, depth, "– ")

    def _name(self, node: nodes.Assign, depth: int) -> None:
        """A name that is given words here: they are said wherever the name stands."""
        if any(isinstance(one.value, str) and " " in one.value for one in node.node.find_all(nodes.Const)):
            self._note(
                self.frame.stands_for.format(self.reader.value(node.target), self.reader.value(node.node)), depth
            )
            self.lines.append(Line(depth))

    def _put(self, node: nodes.Node) -> str:
        """What an expression puts into a sentence."""
        if isinstance(node, nodes.CondExpr):
            other = self._put(node.expr2) if node.expr2 else ""
            told = escape(self.frame.when.format(self.reader.condition(node.test)))
            cases = f"[<i>{told}</i> {self._put(node.expr1)}]"
            return f"{cases}[<i>{escape(self.frame.otherwise)}</i> {other}]" if other else cases
        if isinstance(node, nodes.Const) and isinstance(node.value, str):
            return escape(node.value)
        if isinstance(node, nodes.Concat):
            return "".join(map(self._put, node.nodes))
        if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name == "plural":
            return self._plural(node)
        if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name == "shared":
            return self._shared(node)
        return escape(self.reader.value(node), quote=False)

    def _plural(self, node: nodes.Call) -> str:
        count = escape(self.reader.value(node.args[0]), quote=False) if node.args else ""
        forms = [str(one.value.value) for one in node.kwargs if isinstance(one.value, nodes.Const)]
        return " / ".join(escape(form).replace("{n}", count) for form in forms)

    def _shared(self, node: nodes.Call) -> str:
        asked = node.args[0] if node.args else nodes.Const("")
        told = escape(self.frame.shared.format(named(asked).replace("_", " ")))
        if isinstance(asked, nodes.Const):
            return f'<a href="#{SHARED}-{asked.value}">‹{told}›</a>'
        return f"‹{told}›"


def _has_lines(node: nodes.Node) -> bool:
    """Whether a node holds a line break, or turns, which stand below each other."""
    own = [node] if isinstance(node, nodes.TemplateData) else []
    inner = [*own, *node.find_all(nodes.TemplateData)]
    return any("\n" in data.data for data in inner) or next(node.find_all(nodes.Scope), None) is not None

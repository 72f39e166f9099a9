"""Template expressions in words: what a reviewer reads in the place of `{% if ... %}` and `{{ ... }}`.

Every part of an expression shows up somewhere in its words. What has no words of its own is shown as it is written.
"""

from jinja2 import nodes

from bot.app.content_review.frames import Frame

_COMPARED = {
    "eq": "is", "ne": "is_not", "gt": "more", "lt": "less", "gteq": "least", "lteq": "most", "in": "in",
    "notin": "not_in",
}  # fmt: skip
# What came last, in the scripts' own words, and how a person would say it.
_CAME_LAST = {"text": "typed", "choice": "pressed", "skip": "skipped"}
_COUNTED = {"length": "count", "first": "first", "last": "last"}
_FORMATS = ("date", "day", "time", "number")
_AS_IT_IS = ("quote", "brief", "list", "default", "join")


class Reader:
    """Puts expressions into the words of one frame."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame

    def say(self, key: str, *parts: str) -> str:
        """The frame's words for a condition, with the parts filled in."""
        return self.frame.conditions[key].format(*parts)

    def condition(self, node: nodes.Node) -> str:
        """What has to be so, as half a sentence."""
        if isinstance(node, nodes.And | nodes.Or):
            key = "and" if isinstance(node, nodes.And) else "or"
            return self.say(key, self._nested(node.left), self._nested(node.right))
        if isinstance(node, nodes.Not):
            inner = node.node
            told = isinstance(inner, nodes.Compare | nodes.And | nodes.Or | nodes.Test | nodes.Not)
            return self.say("not", self._nested(inner)) if told else self.say("no", self.value(inner))
        if isinstance(node, nodes.Compare):
            return self._comparison(node)
        if isinstance(node, nodes.Test):
            known = node.name in ("defined", "undefined")
            return self.say(node.name, self.value(node.node)) if known else self._plainly(node.node, node.name)
        return self.say("some", self.value(node))

    def value(self, node: nodes.Node) -> str:
        """What is filled in, between angle marks; fixed words between quotation marks."""
        if isinstance(node, nodes.Const):
            return f"“{node.value}”" if isinstance(node.value, str) else str(node.value)
        if isinstance(node, nodes.TemplateData):
            return f"“{node.data}”"
        if isinstance(node, nodes.Tuple | nodes.List):
            return ", ".join(self.value(item) for item in node.items)
        if isinstance(node, nodes.Dict):
            return "; ".join(f"{self.value(pair.key)}: {self.value(pair.value)}" for pair in node.items)
        if isinstance(node, nodes.Filter):
            return self._filtered(node)
        if isinstance(node, nodes.CondExpr):
            other = self.value(node.expr2) if node.expr2 else "“”"
            return f"{self.value(node.expr1)} / {other} ({self.frame.when.format(self.condition(node.test))[:-1]})"
        if isinstance(node, nodes.Or | nodes.And | nodes.Compare | nodes.Not | nodes.Test):
            return self.condition(node) if not isinstance(node, nodes.Or) else self._either(node)
        return f"‹{named(node)}›"

    def _either(self, node: nodes.Or) -> str:
        return self.say("or", self.value(node.left), self.value(node.right))

    def _nested(self, node: nodes.Node) -> str:
        told = self.condition(node)
        return f"({told})" if isinstance(node, nodes.And | nodes.Or) else told

    def _comparison(self, node: nodes.Compare) -> str:
        left, first = node.expr, node.ops[0]
        came = isinstance(left, nodes.Name) and left.name in ("did", "last")
        if came and len(node.ops) == 1 and first.op in ("eq", "ne", "in") and (act := self._came(first.expr)):
            return self.say("not", act) if first.op == "ne" else act
        told: list[str] = []
        before = left
        for operand in node.ops:
            told.append(self.say(_COMPARED[operand.op], self.value(before), self.value(operand.expr)))
            before = operand.expr
        found = told[0]
        for more in told[1:]:
            found = self.say("and", found, more)
        return found

    def _came(self, node: nodes.Node) -> str:
        """What somebody did last, in words; nothing where it is not among what people do."""
        items = node.items if isinstance(node, nodes.Tuple | nodes.List) else [node]
        keys = [_CAME_LAST.get(item.value) if isinstance(item, nodes.Const) else None for item in items]
        told = [self.frame.conditions[key] for key in keys if key]
        if not told or len(told) < len(keys):
            return ""
        found = told[0]
        for more in told[1:]:
            found = self.say("or", found, more)
        return found

    def _filtered(self, node: nodes.Filter) -> str:
        inner = node.node
        if inner is None:
            return f"‹{node.name}›"
        if node.name in _COUNTED:
            return self.say(_COUNTED[node.name], self.value(inner))
        if node.name in _FORMATS:
            return f"‹{named(inner)}: {self.frame.conditions[node.name]}›"
        if node.name in ("quote", "brief"):
            return f"“{self.value(inner)}”"
        arguments = [self.value(item) for item in node.args]
        if node.name == "selectattr" and len(node.args) == 1:
            return self.say("has", self.value(inner), arguments[0])
        if node.name == "selectattr" and len(node.args) == 3:
            return self.say("where", self.value(inner), arguments[0], arguments[2])
        if node.name in _AS_IT_IS:
            return self.value(inner)
        return self._plainly(inner, " ".join([node.name, *arguments, *(self.value(one.value) for one in node.kwargs)]))

    def _plainly(self, node: nodes.Node, how: str) -> str:
        return self.say("the", self.value(node), how)


def named(node: nodes.Node) -> str:
    """A name as it is read aloud: `pick.text` is "pick text"; a calculation keeps its signs."""
    if isinstance(node, nodes.Name):
        return node.name.replace("_", " ")
    if isinstance(node, nodes.Getattr):
        return f"{named(node.node)} {node.attr.replace('_', ' ')}"
    if isinstance(node, nodes.Getitem):
        return f"{named(node.node)} {_index(node.arg)}".strip()
    if isinstance(node, nodes.Const):
        return str(node.value)
    if isinstance(node, nodes.Filter) and node.node is not None:
        return named(node.node)
    if isinstance(node, nodes.BinExpr) and hasattr(node, "operator"):
        return f"{named(node.left)} {node.operator} {named(node.right)}"
    if isinstance(node, nodes.UnaryExpr):
        return f"{node.operator}{named(node.node)}"
    if isinstance(node, nodes.Concat):
        return "".join(map(named, node.nodes))
    if isinstance(node, nodes.Call):
        return f"{named(node.node)} {' '.join(named(one) for one in node.args)}".strip()
    return ", ".join(named(one) for one in node.iter_child_nodes()) or type(node).__name__


def _index(node: nodes.Node) -> str:
    if isinstance(node, nodes.Slice):
        ends = [named(end) if end else "" for end in (node.start, node.stop)]
        return f"[{ends[0]}:{ends[1]}]"
    return f"[{named(node)}]" if not isinstance(node, nodes.Neg) else "(last)"

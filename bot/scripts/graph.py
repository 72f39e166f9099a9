"""The edges of a dialogue: the one account of what leads where, which lint walks and the drawing draws."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.engine import Dialogue, State


@dataclass(frozen=True, slots=True)
class Edge:
    """A way from one state to another. ``label`` says by what; ``asks`` whether it passes through a person's answer."""

    source: str
    target: str
    label: str
    asks: bool


def edges(dialogue: Dialogue) -> Iterator[Edge]:
    """Every edge, in the order of the script."""
    for state in dialogue.states.values():
        yield from edges_of(state)


def edges_of(state: State) -> Iterator[Edge]:
    """The edges that leave one state."""
    asks = state.wait is not None
    for choice in state.choices:
        condition = f" (if {choice.condition.source})" if choice.condition else ""
        yield Edge(state.name, choice.to, f"{choice.name}{condition}", True)
    if state.choices_from:
        yield Edge(state.name, state.choices_from.to, f"one of {state.choices_from.items.source}", True)
    for branch in state.next:
        if branch.condition:
            label = f"if {branch.condition.source}"
        else:
            label = "else" if len(state.next) > 1 else "text" if asks else ""
        yield Edge(state.name, branch.to, label, asks)
    if state.skip:
        yield Edge(state.name, state.skip, "skip", True)


def reachable(dialogue: Dialogue) -> set[str]:
    """The names of all states that can be reached from the start."""
    found: set[str] = set()
    ahead = [dialogue.start]
    while ahead:
        name = ahead.pop()
        state = dialogue.states.get(name)
        if state is None or name in found:
            continue
        found.add(name)
        ahead.extend(edge.target for edge in edges_of(state))
    return found

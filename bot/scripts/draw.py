"""A dialogue as a Mermaid state diagram, from the same edges that lint walks."""

from bot.engine import Dialogue, State
from bot.scripts.graph import edges


def mermaid(dialogue: Dialogue) -> str:
    """The diagram as text, ready for any Mermaid viewer. Questions are rounded, ends lead to the final dot."""
    lines = ["stateDiagram-v2", f"    [*] --> {dialogue.start}"]
    for state in dialogue.states.values():
        note = _note(state)
        if note:
            lines.append(f"    {state.name} : {state.name} ({note})")
    for edge in edges(dialogue):
        label = f" : {_plain(edge.label)}" if edge.label else ""
        lines.append(f"    {edge.source} --> {edge.target}{label}")
    for state in dialogue.states.values():
        if state.end:
            then = f" then {state.then}" if state.then else ""
            lines.append(f"    {state.name} --> [*] : {state.end}{then}")
    return "\n".join(lines) + "\n"


def _note(state: State) -> str:
    if state.wait:
        return f"asks for {'a choice' if state.wait == 'choice' else 'text'}"
    if state.do:
        return f"does {state.do}"
    return f"calls {state.call}" if state.call else ""


def _plain(label: str) -> str:
    """Mermaid ends a label at a colon or a semicolon."""
    return label.replace(":", " ").replace(";", " ").replace("\n", " ")

"""Lint of a script's shape: what leads where, what names what. Forms were checked while reading."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from bot.engine import Dialogue, State
from bot.engine.script import Expression
from bot.scripts.graph import edges_of, reachable
from bot.scripts.source import Source

# Names that every scope holds besides answers and needs.
ALWAYS = frozenset({"result", "value", "answer", "last", "did", "undone", "beneath", "room", "page"})


@dataclass(frozen=True, slots=True)
class Known:
    """What exists outside the script: the application's actions and needs, and the other dialogues."""

    actions: Collection[str]
    needs: Collection[str]
    dialogues: Collection[str]


def lint(source: Source, known: Known) -> None:
    """Adds to ``source.findings`` all that is wrong with the shape of its dialogue."""
    dialogue = source.dialogue
    if dialogue is None:
        return
    if dialogue.start not in dialogue.states:
        source.report("D008", 1, f"start names {dialogue.start!r}, which is no state.")
    for check in _CHECKS:
        check(source, dialogue, known)


def _targets(source: Source, dialogue: Dialogue, known: Known) -> None:
    for state in dialogue.states.values():
        for edge in edges_of(state):
            if edge.target not in dialogue.states:
                what = f"state {state.name} leads to {edge.target!r}, which does not exist."
                source.report("D001", source.line_of(state.name), what)
    for version, moved in dialogue.moves.items():
        for old, new in moved.items():
            if new not in dialogue.states:
                source.report("D020", 1, f"moves from version {version}: {old} goes to {new!r}, which does not exist.")


def _ways_on(source: Source, dialogue: Dialogue, known: Known) -> None:
    for state in dialogue.states.values():
        line = source.line_of(state.name)
        if _was_misread(source, state):
            continue
        if state.next and state.next[-1].condition:
            source.report("D002", line, f"state {state.name}: when no condition holds, there is no way on.")
        elif not state.end and not any(True for _ in edges_of(state)):
            source.report("D003", line, f"state {state.name} leads nowhere.")
        if state.wait == "text" and not state.next:
            source.report("D003", line, f"state {state.name} takes a text, but has no next.")
        if state.wait == "text" and not state.skip and not state.choices:
            source.report("C020", line, f"state {state.name} asks, and cannot be skipped.")


def _was_misread(source: Source, state: State) -> bool:
    """Whether a key of the state was misspelt or malformed: what it seems to lack then follows from that."""
    return any(
        item.code in ("D006", "D007") and item.message.startswith(f"state {state.name}:") for item in source.findings
    )


def _kinds(source: Source, dialogue: Dialogue, known: Known) -> None:
    for state in dialogue.states.values():
        for message in _clashes(state):
            source.report("D009", source.line_of(state.name), f"state {state.name}: {message}.")


def _clashes(state: State) -> Iterator[str]:
    kinds = [key for key in ("wait", "do", "call", "end") if getattr(state, key)]
    if len(kinds) > 1:
        yield f"{' and '.join(kinds)} exclude each other"
    if state.end and (state.next or state.skip):
        yield "an end has no way on"
    if (state.then or state.rests or state.wakes) and not state.end:
        yield "then, rests and wakes belong to an end"
    if not state.wait and (state.choices or state.choices_from or state.skip or state.nudge_after):
        yield "choices, skip and nudge belong to a state with wait"
    if state.wait == "choice" and not (state.choices or state.choices_from):
        yield "wait: choice needs choices or choices_from"
    if state.wait == "choice" and state.next:
        yield "a choice leads on by its target, not by next"
    if state.silent and state.wait:
        yield "a question cannot be silent"
    if (state.arguments or state.again) and not state.do:
        yield "with and again belong to do"
    if state.keep and not state.wait and not state.keep.text:
        yield "keep without a wait needs a text"


def _reached(source: Source, dialogue: Dialogue, known: Known) -> None:
    """States that nothing leads to. Where a target or the start is misspelt, that is the cause and comes first."""
    if any(item.code in ("D001", "D008") for item in source.findings):
        return
    found = reachable(dialogue)
    entered = {new for moved in dialogue.moves.values() for new in moved.values()}
    for name in dialogue.states:
        if name not in found and name not in entered:
            source.report("D004", source.line_of(name), f"nothing leads to state {name}.")


def _loops(source: Source, dialogue: Dialogue, known: Known) -> None:
    """A cycle of edges that no person's answer and no called dialogue interrupts would never come to rest."""
    free = {
        state.name: [edge.target for edge in edges_of(state) if not (edge.asks or state.call)]
        for state in dialogue.states.values()
    }
    settled: set[str] = set()
    for name in free:
        if name not in settled and _circles(name, free, settled):
            source.report("D017", source.line_of(name), f"from state {name} on, no question ever comes.")
            return


def _circles(name: str, free: dict[str, list[str]], settled: set[str]) -> bool:
    """Whether some way from ``name`` on comes back to a state of its own; ``settled`` are those that lead to none."""
    way = {name: iter(free[name])}  # as long as it may be: nothing here calls itself
    while way:
        here, targets = next(reversed(way.items()))
        for target in targets:
            if target in way:
                return True
            if target in free and target not in settled:
                way[target] = iter(free[target])
                break
        else:
            settled.add(here)
            del way[here]
    return False


def _names(source: Source, dialogue: Dialogue, known: Known) -> None:
    scope = ALWAYS | set(dialogue.answers) | set(dialogue.needs)
    for need in dialogue.needs:
        if need not in known.needs:
            source.report("D015", 1, f"needs: {need!r} is unknown.", f"Known needs: {', '.join(sorted(known.needs))}.")
        if need in dialogue.answers:
            source.report("D025", 1, f"answers: {need!r} is also a need.")
    for state in dialogue.states.values():
        line = source.line_of(state.name)
        for expression in _expressions(state):
            for name in sorted(set(getattr(expression, "names", ())) - scope):
                source.report(
                    "D012", line, f"state {state.name}: {expression.source!r} names {name!r}, which is unknown."
                )
        if state.save:
            _slot(source, dialogue, state, line)
        if state.keep and state.keep.ref:
            _kept_ref(source, dialogue, state, state.keep.ref)


def _slot(source: Source, dialogue: Dialogue, state: State, line: int) -> None:
    slot = state.save
    assert slot is not None  # noqa: S101 - the caller looked
    spec = dialogue.answers.get(slot.name)
    if spec is None:
        source.report("D013", line, f"state {state.name} saves to {slot.name!r}, which is not declared.")
    elif (spec.kind == "list") != (slot.item is not None) or (slot.field and slot.field not in spec.fields):
        source.report("D013", line, f"state {state.name} saves to {slot.name!r} in a form that is not declared.")


def _kept_ref(source: Source, dialogue: Dialogue, state: State, name: str) -> None:
    spec = dialogue.answers.get(name)
    if spec is None or spec.kind == "list":
        message = f"state {state.name} notes its line in {name!r}, which is not declared as text or choice."
        source.report("D013", source.line_of(state.name), message)


def _expressions(state: State) -> Iterator[Expression]:
    yield from (branch.condition for branch in state.next if branch.condition)
    yield from (choice.condition for choice in state.choices if choice.condition)
    yield from state.arguments.values()
    if state.choices_from:
        yield state.choices_from.items
    if state.keep:
        rule = state.keep
        yield from (found for found in (rule.section_from, rule.text, rule.about, rule.area) if found)
    if state.offers_from:
        yield state.offers_from


def _outside(source: Source, dialogue: Dialogue, known: Known) -> None:
    for state in dialogue.states.values():
        line = source.line_of(state.name)
        if state.call and dialogue.aside:
            source.report("D009", line, f"state {state.name}: an aside cannot call; it makes way for what it opens.")
        if state.do and state.do not in known.actions:
            source.report("D014", line, f"state {state.name}: the action {state.do!r} is unknown.")
        for name in filter(None, (state.call, state.then, *state.offers)):
            if name not in known.dialogues:
                source.report("D016", line, f"state {state.name}: there is no dialogue {name!r}.")


_CHECKS: tuple[Callable[[Source, Dialogue, Known], None], ...] = (
    _targets, _ways_on, _kinds, _reached, _loops, _names, _outside,
)  # fmt: skip

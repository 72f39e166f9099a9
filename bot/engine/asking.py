"""Which buttons hang under a question."""

from collections.abc import Iterable, Mapping

from bot.engine.effects import Button
from bot.engine.script import BACK, EARLIER, MORE, PAUSE, SKIP, Dialogue, ScriptError, State
from bot.engine.session import Frame, Offer

# So many buttons made from data fit on a phone's screen together with the controls.
PAGE_SIZE = 12


def offers_of(state: State, scope: Mapping[str, object]) -> tuple[Offer, ...]:
    """The buttons that ``choices_from`` yields now. Raises `ScriptError` where the items are no list."""
    source = state.choices_from
    if source is None:
        return ()
    items = source.items(scope)
    if isinstance(items, str) or not isinstance(items, Iterable):
        raise ScriptError(f"choices_from {source.items.source!r} is no list")
    return tuple(_offer(item, source.value, source.label) for item in items)


def dialogues_offered(state: State, scope: Mapping[str, object]) -> tuple[str, ...]:
    """The dialogues that can be opened from here. Raises `ScriptError` where ``offers_from`` is no list."""
    if state.offers_from is None:
        return state.offers
    found = state.offers_from(scope)
    if isinstance(found, str) or not isinstance(found, Iterable):
        raise ScriptError(f"offers_from {state.offers_from.source!r} is no list")
    return (*(str(name) for name in found), *state.offers)


def _offer(item: object, value: str, label: str) -> Offer:
    if isinstance(item, Mapping):
        found = item[value]
        return Offer(found if isinstance(found, int) else str(found), str(item[label]))
    return Offer(str(item), str(item))


def buttons_of(dialogue: Dialogue, frame: Frame, scope: Mapping[str, object]) -> tuple[Button, ...]:
    """All buttons of the open question: data, fixed choices, paging, then skip, back and pause."""
    state = dialogue.state(frame.state)
    fixed = (c for c in state.choices if c.condition is None or c.condition(scope))
    return (
        *_page(frame, numbered=state.choices_from is not None and state.choices_from.numbered),
        *(Button(choice.name, f"{state.name}_{choice.name}") for choice in fixed),
        *_controls(dialogue, state, frame),
    )


def page_of(frame: Frame) -> dict[str, object]:
    """What words may say of the buttons made from data: the values on this page, and how many come before it."""
    first = frame.page * PAGE_SIZE
    shown = frame.offered[first : first + PAGE_SIZE]
    return {"before": first, "shown": [offer.value for offer in shown], "total": len(frame.offered)}


def _page(frame: Frame, *, numbered: bool) -> Iterable[Button]:
    first = frame.page * PAGE_SIZE
    shown = frame.offered[first : first + PAGE_SIZE]
    for place, offer in enumerate(shown, first):
        yield Button(f"#{place}", text=str(place + 1) if numbered else offer.label)
    if first:
        yield Button(EARLIER, "earlier")
    if first + PAGE_SIZE < len(frame.offered):
        yield Button(MORE, "more")


def _controls(dialogue: Dialogue, state: State, frame: Frame) -> Iterable[Button]:
    if state.skip:
        yield Button(SKIP, "skip")
    if state.back and frame.trail:
        yield Button(BACK, "back")
    if dialogue.can_rest:
        yield Button(PAUSE, "pause")

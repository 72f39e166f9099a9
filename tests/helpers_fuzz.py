"""Updates as they might come: in the shapes of the Bot API, full of odd values, and with pieces replaced by junk.

The shapes stand in `faults/shapes.json`; `faults/renew_shapes.py` makes that file anew. Every text that is drawn holds
`MARK`, so that a test can look where words have got to.
"""

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

MARK = "zqmarkerqz"
KINDS = {
    "message": "Message", "edited_message": "Message", "callback_query": "CallbackQuery",
    "my_chat_member": "ChatMemberUpdated", "poll": "Poll", "a_kind_of_tomorrow": "Object",
}  # fmt: skip
_DEEPEST = 4

# What people type, and what nobody can type.
_TEXTS = st.one_of(
    st.text(max_size=20).map(lambda text: MARK + text),
    st.sampled_from([
        f"/start {MARK}", "/now", "/delete", f"/{MARK}", f"{MARK}\x00", f"\ud800{MARK}\udfff", f"\u202e{MARK}\u2066",
        f"{{{{ {MARK} }}}}", f"<b>{MARK}</i>&", MARK * 500, "", " \n\t", "yes", "no", "5:skip", "@now", "1:#1", ":",
    ]),
)  # fmt: skip
_NUMBERS = st.one_of(
    st.integers(1, 10**6),
    st.sampled_from([0, -1, 42, -100123, 1_780_000_000, 2**31, 2**53, -(2**63), 2**63, 10**30, 253402300799]),
)
_KNOWN: dict[tuple[str, str], st.SearchStrategy[Any]] = {
    ("Chat", "type"): st.sampled_from(["private", "private", "private", "group", "supergroup", "channel", MARK]),
    ("Chat", "id"): st.one_of(st.integers(100, 120), _NUMBERS),
    ("Message", "message_id"): st.one_of(st.integers(1, 10**6), st.integers(1, 10**6), _NUMBERS),
    ("User", "language_code"): st.sampled_from(["en", "es", "xx", "es-MX", MARK, "", "\ud800"]),
    ("CallbackQuery", "data"): st.sampled_from(["@now", "@home", "1:yes", "2:skip", "1:#1", MARK, "", "99999999999:x"]),
    ("Document", "file_size"): _NUMBERS,
}
JUNK = st.one_of(
    st.none(), st.booleans(), st.floats(), st.just(MARK), st.just([]), st.just({}), st.just([[[]]]), _NUMBERS,
    st.just({"id": MARK}), st.just([{MARK: MARK}]), st.just("9" * 400), st.just({"type": "private", "id": 1.5}),
)  # fmt: skip


@cache
def shapes() -> dict[str, dict[str, list[str]]]:
    """For each type of the Bot API its fields, each with the types it may have."""
    found: dict[str, dict[str, list[str]]] = json.loads(
        (Path(__file__).parent / "faults" / "shapes.json").read_text("utf-8")
    )
    return found


@st.composite
def of_type(draw: st.DrawFn, kind: str, depth: int = 0) -> Any:
    """A value of a type of the Bot API: what is required, and a few of the other fields."""
    if kind.startswith("Array of "):
        most = 0 if depth > _DEEPEST else 3
        return [draw(of_type(kind.removeprefix("Array of "), depth + 1)) for _ in range(draw(st.integers(0, most)))]
    if kind in ("Integer", "Float"):
        return draw(_NUMBERS)
    if kind in ("Boolean", "True"):
        return draw(st.booleans())
    if kind == "String":
        return draw(_TEXTS)
    fields = shapes().get(kind, {})
    if not fields or depth > _DEEPEST:
        return copy.deepcopy(draw(JUNK))
    wanted = [name for name, kinds in fields.items() if kinds[0].endswith("!")]
    wanted += draw(st.lists(st.sampled_from(sorted(fields)), max_size=3, unique=True))
    made = {}
    for name in dict.fromkeys(wanted):
        known = _KNOWN.get((kind, name))
        inner = draw(st.sampled_from([one.rstrip("!") for one in fields[name]]))
        made[name] = draw(of_type(inner, depth + 1) if known is None else known)
    return made


@st.composite
def updates(draw: st.DrawFn) -> dict[str, Any]:
    """An update of any kind; often a message of somebody in a private chat, as most are."""
    kind = draw(st.sampled_from(["message", "message", "callback_query", *sorted(KINDS)]))
    update = {kind: draw(of_type(KINDS[kind]))}
    content = update[kind]
    if isinstance(content, dict) and draw(st.integers(0, 3)):
        content["chat"] = {"id": draw(st.integers(100, 120)), "type": "private"}
        if kind.endswith("message") and draw(st.integers(0, 2)):
            content["text"] = draw(_TEXTS)
        if kind == "callback_query":
            content["message"] = {"message_id": 5, "chat": content["chat"]}
    return update


@st.composite
def mutated(draw: st.DrawFn, update: dict[str, Any]) -> dict[str, Any]:
    """A copy of an update, in which some places hold something else, or are not there."""
    made = copy.deepcopy(update)
    for _ in range(draw(st.integers(1, 3))):
        *way, last = draw(st.sampled_from(list(_places(made)) or [("update_id",)]))
        holder = made
        for step in way:
            holder = holder[step]
        if draw(st.integers(0, 4)) == 0 and isinstance(holder, dict):
            holder.pop(last, None)
        else:
            holder[last] = copy.deepcopy(draw(JUNK))
    return made


def _places(value: Any, way: tuple[Any, ...] = ()) -> Any:
    """The way to each place in ``value`` that holds something."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, found in inner:
        yield (*way, key)
        yield from _places(found, (*way, key))

"""Undoing, whatever was done to whichever plan: everything taken back, or one thing taken back and done again."""

from datetime import datetime

from helpers_plan import OWN, SECTIONS, later, plans, saved, with_plan
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.app import plan, undoing
from bot.app.peer import Peer
from bot.engine import Keep
from bot.storage.records import LineRecord

REF = st.integers(1, 12)
ACTS = st.one_of(
    st.tuples(st.just("revise"), REF, st.text(max_size=4)), st.tuples(st.just("remove"), REF),
    st.tuples(st.just("restore"), REF), st.tuples(st.just("withdraw"), REF),
    st.tuples(st.just("adopt"), st.none() | REF), st.tuples(st.just("pin"), REF),
    st.tuples(st.just("move"), REF, st.sampled_from(SECTIONS)),
    st.tuples(st.just("place"), REF, st.sampled_from(["up", "down"])),
    st.tuples(st.just("settle"), REF, st.sampled_from(["", "done", "let_go", "past"])),
    st.tuples(st.just("address"), REF, st.sampled_from(["me", "anyone"])),
    st.tuples(st.just("add"), st.integers(0, 12), st.sampled_from(SECTIONS)), st.tuples(st.just("undo"), REF),
)  # fmt: skip


def kept(ref: int, text: str, at: datetime, **fields: object) -> Keep:
    """A line as a dialogue keeps it."""
    made: dict[str, object] = {"role": "", "about": 0, "section": "goals", **fields}
    return Keep(ref=ref, text=text, dialogue="plan", version=1, state="add", at=at, **made)  # type: ignore[arg-type]  # any field


def carry_out(peer: Peer, act: tuple[object, ...], at: datetime, ref: int) -> None:
    """One thing that can be done to a plan. ``ref`` is the number for a new line."""
    match act:
        case ("add", int() as about, str() as section):
            plan.keep(peer, kept(ref, f"new {ref}", at, about=about, section=section), "")
        case ("adopt", number):
            plan.adopt(peer, at, [number] if isinstance(number, int) else None)
        case ("undo", int() as pick):
            found = undoing.entries(peer)
            if found:
                undoing.undo(peer, found[pick % len(found)].number, at)
        case (str() as name, int() as number, *rest):
            getattr(plan, name)(peer, number, *rest, at)


@settings(max_examples=60, derandomize=True, deadline=None, database=None)
@given(plans(most=6), st.lists(ACTS, min_size=1, max_size=10))
def test_undoing_everything_newest_first_gives_the_plan_of_before(
    lines: list[LineRecord], acts: list[tuple[object, ...]]
) -> None:
    """Whatever was done to whichever plan, undoing included: every entry, once, and all is as it was."""
    peer = with_plan(*lines, sections=OWN)
    before, shown = dict(peer.lines), plan.shown(peer)
    done = {entry.number for entry in undoing.entries(peer)} | {-line.ref for line in lines}
    for minute, act in enumerate(acts):
        carry_out(peer, act, later(minute), 20 + minute)
        peer = saved(peer)
    last = later(len(acts))
    for minute in range(1, 100):
        ahead = [one for one in undoing.entries(peer) if one.number not in done and one.at < last]
        if not ahead:
            break
        undoing.undo(peer, ahead[0].number, last.replace(microsecond=minute))
        done.add(ahead[0].number)
        peer = saved(peer)
    assert plan.shown(peer) == shown
    assert {ref: line for ref, line in peer.lines.items() if ref in before} == before
    assert all(line.removed_at for ref, line in peer.lines.items() if ref not in before)


@settings(max_examples=40, derandomize=True, deadline=None, database=None)
@given(plans(most=6), st.lists(ACTS, min_size=1, max_size=8), st.integers(0, 20))
def test_undoing_twice_is_as_if_nothing_had_happened(
    lines: list[LineRecord], acts: list[tuple[object, ...]], pick: int
) -> None:
    """Any entry, however old: undone, and that undone, leaves every line as it was."""
    peer = with_plan(*lines, sections=OWN)
    for minute, act in enumerate(acts):
        carry_out(peer, act, later(minute), 20 + minute)
        peer = saved(peer)
    found, before = undoing.entries(peer), peer.lines
    if not found:
        return
    undoing.undo(peer, found[pick % len(found)].number, later(60))
    peer = saved(peer)
    assert undoing.entries(peer)[0].what == "undone"
    undoing.undo(peer, undoing.entries(peer)[0].number, later(61))
    assert saved(peer).lines == before

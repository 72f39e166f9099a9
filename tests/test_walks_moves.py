"""People who stood in the first version of a dialogue when this one came: each of them is led on, from every state.

The folder ``first_versions`` has those scripts as they were published.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from helpers_app import Friend
from helpers_plan import a_line

from bot.app.content import Content, content_roots, load_content
from bot.app.incoming import Changed, Commanded, Pressed
from bot.app.message import link
from bot.engine import Dialogue
from bot.engine.answers import blank
from bot.engine.session import Frame, Offer, Part, Place, Visit
from bot.scripts.build import read_script

FIRST = {
    file.stem: read_script(file, file.read_text("utf-8")) for file in Path(__file__).parent.glob("first_versions/*")
}
PLACES = [
    (name, state.name)
    for name, source in sorted(FIRST.items())
    if source.dialogue
    for state in source.dialogue.states.values()
    if state.wait
]


@pytest.fixture(scope="module")
def content() -> Content:
    """The shipped content, with the first versions known as to a database that has used them."""
    made, _ = load_content(content_roots(None), "en")
    for name, source in FIRST.items():
        made.catalog.remember(name, 1, source.text)
    return made


def test_the_first_versions_are_those_that_were_published() -> None:
    """To the last letter that counts."""
    published = json.loads((content_roots(None)[0] / "dialogues" / "published.json").read_text("utf-8"))
    assert {name: source.digest for name, source in FIRST.items()} == {name: published[name]["1"] for name in FIRST}


def first(name: str) -> Dialogue:
    """The first version of a dialogue."""
    found = FIRST[name].dialogue
    assert found is not None
    return found


def standing(content: Content, name: str, state: str) -> Friend:
    """Somebody who stood in ``state`` of the first version, above an open reflection, with two lines in the plan."""
    ana, dialogue = Friend(content), first(name)
    ana.peer.plan = {ref: a_line(ref, f"line {ref}") for ref in (1, 2)}
    ana.does(Commanded("reflect"))
    session = ana.peer.record.session
    asked = next(one.name for one in dialogue.states.values() if one.wait)
    visit = Visit(
        state=asked, answers=blank(dialogue.answers), question=session.step + 1, parts=(Part("line 1", 77),),
        place=Place("words"),
    )  # fmt: skip
    frame = Frame(
        dialogue=name, version=1, state=state, question=session.step + 2, trail=(visit,),
        answers={**blank(dialogue.answers), **{key: 1 for key in ("line",) if key in dialogue.answers}},
        offered=(Offer(1, "line 1"), Offer(2, "line 2")),
    )  # fmt: skip
    ana.peer.record.session = replace(session, step=session.step + 2, frames=(*session.frames, frame))
    return ana


def question(ana: Friend) -> int:
    """The number of the open question."""
    top = ana.peer.record.session.top
    return top.question if top else 0


WAYS: dict[str, Callable[[Friend], object]] = {
    "a text": lambda ana: ana.says("what now?"),
    "home": lambda ana: ana.does(Commanded("home")),
    "the plan": lambda ana: ana.does(Commanded("plan")),
    "start": lambda ana: ana.does(Commanded("start")),
    "pause": lambda ana: ana.does(Commanded("pause")),
    "help now": lambda ana: ana.does(Pressed(link("now"))),
    "an edit": lambda ana: ana.does(Changed("line one", 77)),
    "an old button, and home": lambda ana: (
        ana.does(Pressed(f"{question(ana)}:change")),
        ana.does(Commanded("home")),
    ),
    "an old line, and home": lambda ana: (ana.does(Pressed(f"{question(ana)}:#0")), ana.does(Commanded("home"))),
    "an old button, and a text": lambda ana: (ana.does(Pressed(f"{question(ana)}:change")), ana.says("what now?")),
}


@pytest.mark.parametrize(("name", "state", "way"), [(name, state, way) for name, state in PLACES for way in WAYS])
def test_whatever_comes_first_is_answered(content: Content, name: str, state: str, way: str) -> None:
    """Nothing fails; the question that is then open has words, and the plan keeps its lines."""
    ana = standing(content, name, state)
    WAYS[way](ana)
    assert ana.heard
    assert ana.plan[:2] == ["line 1", "line 2"]
    assert ana.peer.record.session.frames[0].dialogue == "reflect"
    ana.does(Commanded("home"))
    assert ana.where == "home.front"


@pytest.mark.parametrize("answer", ["text", "skip"])
def test_a_goal_of_the_first_version_goes_on_in_the_second(content: Content, answer: str) -> None:
    """Nothing was renamed, so whoever was in the middle is carried over and comes to an end."""
    ana = standing(content, "next_step", "goal")
    for _ in range(5):
        if answer == "text":
            ana.says("something")
        elif ana.where.startswith("next_step."):
            ana.does(Pressed(f"{question(ana)}:_skip"))
    assert ana.where == ("next_step.when" if answer == "text" else "reflect.helped")
    assert all(frame.version == 2 for frame in ana.peer.record.session.frames if frame.dialogue == "next_step")

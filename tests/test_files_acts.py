"""What a file or a command with words means: which dialogue opens, and with what."""

from pathlib import Path

import pytest
from helpers_app import Friend

from bot.app.content import Content, content_roots, load_content
from bot.app.incoming import Changed, Commanded, Incoming, Said, Sent, retyped, typed

IMPORT = """
dialogue: import
version: 1
start: look
answers: {heard: text}
states:
  look: {wait: choice, choices: {yes: put, no: bye}}
  put: {keep: {section: what_helps, text: heard}, next: bye}
  bye: {end: completed, silent: true}
"""
JOT = """
dialogue: jot
version: 1
start: arrive
command: jot
answers: {heard: text}
states:
  arrive:
    silent: true
    next: [{if: heard, to: put}, {else: ask}]
  ask: {wait: text, save: heard, keep: what_helps, next: done}
  put: {keep: {section: what_helps, text: heard}, silent: true, next: done}
  done: {end: completed}
"""
WORDS = {
    "import": "{% block look %}{{ heard | length }} characters?{% endblock %}{% block put %}There.{% endblock %}"
    "{% block look_yes %}Yes{% endblock %}{% block look_no %}No{% endblock %}",
    "jot": "{% block title %}Jot{% endblock %}{% block command %}Jot it down{% endblock %}"
    "{% block ask %}What is it?{% endblock %}{% block done %}Noted.{% endblock %}",
}
JSON = '{"plan": "“loud” music"}'


@pytest.fixture
def content(tmp_path: Path) -> Content:
    """The shipped content with a dialogue that takes in files, and one that takes words with its command."""
    for folder in ("dialogues", "prompts/en", "prompts/es"):
        (tmp_path / folder).mkdir(parents=True)
    for name, script in (("import", IMPORT), ("jot", JOT)):
        (tmp_path / "dialogues" / f"{name}.yaml").write_text(script, "utf-8")
        (tmp_path / "prompts" / "en" / f"{name}.j2").write_text(WORDS[name], "utf-8")
    made, _ = load_content(content_roots(tmp_path), "en")
    return made


@pytest.fixture
def friend(content: Content) -> Friend:
    """Somebody who has agreed."""
    return Friend(content)


# -- files -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("before", ["", "\ufeff", " \r\n\t", "\ufeff\n  "])
def test_a_file_that_looks_like_json_is_taken_in(friend: Friend, before: str) -> None:
    """It opens the dialogue that takes plans in, with every character of it."""
    friend.does(Sent("plan.json", before + JSON, 7))
    assert friend.where == "import.look"
    assert f"{len(before + JSON)} characters?" in friend.texts
    friend.does(Sent("plan.json", before + JSON, 8))
    assert friend.where == "import.look"


@pytest.mark.parametrize("text", [None, "", "my plan", "[1]", "<html>{}", "\ufeff\ufeff ", "\xa0{}"])
def test_any_other_file_is_answered_kindly(friend: Friend, text: str | None) -> None:
    """Nothing opens, and the person hears what can be read."""
    friend.does(Sent("plan.json", text, 7))
    assert friend.where == ""
    assert "The one file I can read" in friend.texts


def test_without_a_dialogue_for_it_no_file_is_taken_in(tmp_path: Path) -> None:
    """An installation whose content has none answers as to any other file."""
    content, _ = load_content(content_roots(None), "en")
    content.catalog._current.pop("import", None)
    friend = Friend(content)
    friend.does(Sent("plan.json", JSON, 7))
    assert (friend.where, "The one file I can read" in friend.texts) == ("", True)


def test_a_file_keeps_the_open_question(friend: Friend) -> None:
    """The dialogue goes on top; what was open is asked again afterwards."""
    friend.does(Commanded("jot"))
    friend.does(Sent("plan.json", JSON, 7))
    assert friend.where == "import.look"
    friend.does(Said("no", 8))
    assert friend.where == "jot.ask"


def test_a_file_can_be_set_aside(friend: Friend) -> None:
    """Its form for the operator holds all there is; it is encrypted before it is written."""
    form = Incoming(update=1, address="a:1", at=friend.at, act=Sent("plan.json", JSON, 7)).sealed_form()
    assert form == '{"act": "Sent", "name": "plan.json", "text": "{\\"plan\\": \\"“loud” music\\"}", "message": 7}'


# -- commands with words ---------------------------------------------------------------------------------------------


def test_words_after_a_command_are_taken_along(friend: Friend) -> None:
    """They are kept as they were typed, and the message can be edited afterwards."""
    friend.does(Commanded("jot", "I called  my sister\nand <it> was good", 3))
    assert (friend.plan, friend.where) == (["I called  my sister\nand <it> was good"], "")
    friend.does(Changed("I called my brother", 3))
    assert friend.plan == ["I called my brother"]


def test_a_command_alone_asks(friend: Friend) -> None:
    """As ever."""
    friend.does(Commanded("jot"))
    assert friend.where == "jot.ask"


def test_words_after_a_command_that_takes_none_change_nothing(friend: Friend) -> None:
    """The dialogue opens as without them."""
    friend.does(Commanded("help", "me with this", 3))
    alone = Friend(friend.content)
    alone.does(Commanded("help"))
    assert friend.texts == alone.texts
    assert friend.plan == []


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("/win", Commanded("win", "", 5)),
        ("/Win@strongsuit_bot", Commanded("win", "", 5)),
        ("/win I called my sister", Commanded("win", "I called my sister", 5)),
        ("/win  a  b\n\n  c ", Commanded("win", "a  b\n\n  c ", 5)),
        ("/win@bot\n- one\n- two", Commanded("win", "- one\n- two", 5)),
        ("/win \n ", Commanded("win", "", 5)),
        ("/win /plan", Commanded("win", "/plan", 5)),
        ("/win 🌱 «sí»", Commanded("win", "🌱 «sí»", 5)),
        ("/a-b", Said("/a-b", 5)),
        ("/home/me/file", Said("/home/me/file", 5)),
        ("I like /win", Said("I like /win", 5)),
        ("/", Said("/", 5)),
        (" walking ", Said(" walking ", 5)),
    ],
)
def test_what_somebody_typed(text: str, act: Said | Commanded) -> None:
    """A command takes all that follows it, word for word, without the white space between; the rest is said."""
    assert typed(text, 5) == act


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("walking", "walking"),
        ("/win I called  my\nsister", "I called  my\nsister"),
        ("/win", "/win"),
        ("/a-b c", "/a-b c"),
    ],
)
def test_what_somebody_typed_anew(text: str, words: str) -> None:
    """The words of an edited command are what follows it."""
    assert retyped(text, 5) == Changed(words, 5)

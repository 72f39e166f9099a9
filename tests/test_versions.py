"""Publishing over live people: a session ends on the version it began, or is carried over by `moves`."""

import os
import subprocess
from pathlib import Path

from bot_copies import run
from warm_bot import ON_PATH

YES = "[Yes, I'm 18+ and that's fine]"
TO_HOME = f"/start\n{YES}\n[Skip]\n[Skip]\n[Later]\n"
WORDS = """
{% block title %}A trip{% endblock %}
{% block command %}Plan a trip{% endblock %}
{% block place %}Where would you go?{% endblock %}
{% block spot %}Which spot would you go to?{% endblock %}
{% block friend %}Who would come along to {{ place }}?{% endblock %}
{% block done %}Off to {{ place }}{% if who %} with {{ who }}{% endif %}!{% endblock %}
"""
FIRST = """
dialogue: trip
version: 1
command: trip
start: place
answers: {place: text, who: text}
states:
  place: {wait: text, save: place, skip: done, next: friend}
  friend: {wait: text, save: who, skip: done, next: done}
  done: {end: completed}
"""
# The second version asks for a spot in the place's stead, and no longer for a friend.
SECOND = """
dialogue: trip
version: 2
command: trip
start: spot
answers: {place: text, who: text}
states:
  spot: {wait: text, save: place, skip: done, next: done}
  done: {end: completed}
"""


def talk(folder: Path, script: str | None, lines: str, words: str = WORDS) -> subprocess.CompletedProcess[str]:
    """Chats with this version of the script in force; None: it has been taken out."""
    for name, content in (("dialogues/trip.yaml", script), ("prompts/en/trip.j2", words)):
        file = folder / "overlay" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        if content is not None:
            file.write_text(content, "utf-8")
    environment = {
        "PATH": os.environ["PATH"],
        "STRONGSUIT_DATA_DIR": str(folder / "data"),
        "STRONGSUIT_CONTENT_DIR": str(folder / "overlay"),
        **ON_PATH,
    }
    return run("chat", lines=lines, env=environment, cwd=folder)


def test_a_session_ends_on_the_version_it_began(tmp_path: Path) -> None:
    """After an upgrade the open question is still there, though the new version lacks it; then the new one starts."""
    talk(tmp_path, FIRST, TO_HOME + "/trip\nthe coast\n")
    later = talk(tmp_path, SECOND, "Ben\n/trip\n").stdout
    assert "Off to the coast with Ben!" in later
    assert "Which spot would you go to?" in later


def test_moves_carry_a_session_over(tmp_path: Path) -> None:
    """Where the new version says which of its states takes over from a renamed one, the talk goes on there."""
    talk(tmp_path, FIRST, TO_HOME + "/trip\n")
    later = talk(tmp_path, SECOND + "moves: {1: {place: spot}}\n", "/start\nthe hills\n").stdout
    assert "Which spot would you go to?" in later
    assert "Off to the hills!" in later


def test_a_changed_shape_without_a_new_version_is_refused(tmp_path: Path) -> None:
    """People could be in the middle of it: the start says which file, why and what to do; nobody loses a place."""
    talk(tmp_path, FIRST, TO_HOME + "/trip\nthe coast\n")
    refused = talk(tmp_path, FIRST.replace("skip: done, next: friend", "skip: friend, next: friend"), "Ben\n")
    assert refused.returncode == 1
    assert "D019" in refused.stderr
    assert "Raise it to version: 2" in refused.stderr
    assert "Off to the coast with Ben!" in talk(tmp_path, FIRST, "Ben\n").stdout


def test_wording_may_change_at_any_time(tmp_path: Path) -> None:
    """Words are not part of the shape."""
    talk(tmp_path, FIRST, TO_HOME + "/trip\n")
    changed = WORDS.replace("Who would come along", "Which friend would come")
    assert "Which friend would come to the coast?" in talk(tmp_path, FIRST, "the coast\n", changed).stdout


def test_a_dialogue_that_was_taken_out_is_ended_in_peace(tmp_path: Path) -> None:
    """Whoever stands in a dialogue that the programme has removed can still finish it."""
    talk(tmp_path, FIRST, TO_HOME + "/trip\nthe coast\n")
    done = talk(tmp_path, None, "Ben\n/trip\n")
    assert "Off to the coast with Ben!" in done.stdout
    assert "I don't know that command" in done.stdout

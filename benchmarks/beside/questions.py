"""The twelve questions, and the same as an overlay of content for Strongsuit."""

import json
from pathlib import Path
from typing import Any

from benchmarks.words import PLAN

FILE = Path(__file__).parent / "questions.json"


def questions() -> dict[str, Any]:
    """What all bots ask: ``command``, ``thanks``, ``questions``, ``end``.

    ``markers`` are the words by which a person knows that the right thing was said: one for each question and the end.
    """
    found: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    return found


def answers() -> list[str]:
    """What people answer, in turn: nothing that Strongsuit takes for a sign of danger, alone or after another."""
    return [sentence for section, _, sentences in PLAN for sentence in sentences if section != "meaning"]


def write_overlay(folder: Path) -> Path:
    """Writes the folder for ``STRONGSUIT_CONTENT_DIR``: a dialogue whose every answer is kept in the plan."""
    found = questions()
    (folder / "dialogues").mkdir(parents=True, exist_ok=True)
    (folder / "dialogues" / f"{found['command']}.yaml").write_text(_dialogue(found), "utf-8")
    for locale in ("en", "es"):
        (folder / "prompts" / locale).mkdir(parents=True, exist_ok=True)
    (folder / "prompts" / "en" / f"{found['command']}.j2").write_text(_words(found), "utf-8")
    return folder


def _dialogue(found: dict[str, Any]) -> str:
    names = [one["name"] for one in found["questions"]]
    lines = [f"dialogue: {found['command']}", "version: 1", f"command: {found['command']}", f"start: {names[0]}"]
    lines += ["answers:", *(f"  {name}: text" for name in names), "states:"]
    for one, following in zip(found["questions"], [*names[1:], "done"], strict=True):
        lines.append(
            f"  {one['name']}: {{wait: text, save: {one['name']}, keep: {one['section']}, skip: {following}, "
            f"nudge: {{after: 24h}}, next: {following}}}"
        )
    return "\n".join([*lines, "  done: {end: completed}", ""])


def _words(found: dict[str, Any]) -> str:
    blocks = ["{% block title %}Twelve questions{% endblock %}", "{% block command %}Twelve questions{% endblock %}"]
    for place, one in enumerate(found["questions"]):
        thanks = "{{ shared('thanks') }}\n\n" if place else ""
        blocks.append(f"{{% block {one['name']} %}}\n{thanks}{one['text']}\n{{% endblock %}}")
    blocks.append(f"{{% block done %}}\n{found['end']}\n{{% endblock %}}")
    return "\n".join([*blocks, ""])

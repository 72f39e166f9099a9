"""What every bot here knows: where it is to work, what it asks, and how a reply reads."""

import json
import os
from pathlib import Path

API_URL = os.environ["BENCH_API_URL"]
TOKEN = os.environ["BENCH_TOKEN"]
FOLDER = Path(os.environ["BENCH_FOLDER"])
_FOUND = json.loads((Path(__file__).parent.parent / "questions.json").read_text("utf-8"))
COMMAND = _FOUND["command"]
COUNT = len(_FOUND["questions"])


def reply(place: int) -> str:
    """The reply that asks the question at a place, or ends the talk."""
    if place == COUNT:
        return _FOUND["end"]
    question = _FOUND["questions"][place]["text"]
    return f"{_FOUND['thanks']}\n\n{question}" if place else question

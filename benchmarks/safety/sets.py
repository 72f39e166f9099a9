"""The sentences: one file for each author, language and half; each line is category, grade and text, tabs between."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

FOLDER = Path(__file__).parent / "sets"
Half = Literal["dev", "blind"]


@dataclass(frozen=True)
class Sentence:
    """Somebody's message, made up: of what kind ("suicide/plan"), how near ("active", "passive", "none")."""

    author: str
    language: str
    category: str
    grade: str
    text: str

    @property
    def concern(self) -> str:
        """The first part of the category; "everyday" and "near" are no concern."""
        return self.category.split("/")[0]

    @property
    def is_danger(self) -> bool:
        """Whether something should be found in it."""
        return self.grade != "none"


def sentences(half: Half, language: str = "", author: str = "") -> list[Sentence]:
    """All sentences of one half; of one language or author where named."""
    found: list[Sentence] = []
    for path in sorted(FOLDER.glob(f"{author or '*'}_{language or '*'}_{half}.tsv")):
        by, spoken, _ = path.stem.split("_")
        for line in path.read_text("utf-8").splitlines():
            category, grade, text = line.split("\t")[:3]
            found.append(Sentence(by, spoken, category, grade, text))
    return found

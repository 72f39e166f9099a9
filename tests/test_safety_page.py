"""docs/safety.md names tests as evidence for each hazard: those tests exist, and so do the transcripts."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "safety.md").read_text("utf-8")
HAZARDS = [row.split(" | ") for row in re.findall(r"^\| (H\d+ \| .*) \|$", PAGE, re.MULTILINE)]


def names_in(file: str) -> set[str]:
    """The names of the tests in a file."""
    found = next(iter((ROOT / "tests").rglob(file)), None)
    assert found, f"{file} is not there"
    tree = ast.parse(found.read_text("utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_the_hazards_are_numbered_from_one() -> None:
    """So that a reviewer's own list can refer to them."""
    assert [row[0] for row in HAZARDS] == [f"H{number}" for number in range(1, len(HAZARDS) + 1)]
    assert len(HAZARDS) >= 12


@pytest.mark.parametrize("row", HAZARDS, ids=lambda row: row[0])
def test_the_evidence_of_a_hazard_exists(row: list[str]) -> None:
    """Each names at least one test, by its file or its own name."""
    evidence = re.findall(r"`([\w.]+\.py)(?:::(\w+))?`", row[-1])
    assert evidence
    for file, name in evidence:
        assert not name or name in names_in(file), f"{file}::{name}"
    for name in re.findall(r"transcripts? `(\w+)`", row[-1]):
        assert (ROOT / "tests" / "transcripts" / f"{name}.en.txt").exists()

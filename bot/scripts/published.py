"""Published versions: a version whose shape people may be in the middle of is frozen by its hash.

``dialogues/published.json`` holds, for each dialogue, the hash of every version ever published. Wording is not part of
the shape and may change at any time.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.content_files import text_in
from bot.diagnostics import Finding, finding
from bot.scripts.catalog import Catalog, ContentError
from bot.scripts.codes import CODES

FILE = "published.json"

Published = dict[str, dict[str, str]]


def read_published(root: Path) -> Published:
    """The hashes that ``root`` has published; empty where there is no file yet."""
    file = root / "dialogues" / FILE
    if not file.exists():
        return {}
    try:
        found: Published = json.loads(text_in(file, root))
        if not _is_table(found):
            raise ValueError("it is no table of versions")
    except (ValueError, RecursionError, OSError):
        remedy = "Restore it from your version control, or delete it and run strongsuit publish."
        message = "it is no JSON with the hash of each version."
        raise ContentError([finding(CODES, "D022", file, 1, message, remedy)]) from None
    return found


def _is_table(found: Any) -> bool:
    return isinstance(found, dict) and all(
        isinstance(versions, dict) and all(number.isdecimal() for number in versions) for versions in found.values()
    )


def check_published(catalog: Catalog, roots: Sequence[Path]) -> list[Finding]:
    """D019 for a shape that changed without a new version, D024 for a version that no file has published."""
    findings: list[Finding] = []
    for root in roots:
        published = read_published(root)
        for name, source in catalog.sources.items():
            if source.dialogue is None or source.file.parent != root / "dialogues" or not published:
                continue
            version = source.dialogue.version
            digest = published.get(name, {}).get(str(version))
            if digest is None:
                message = f"version {version} of {name} is not published."
                findings.append(finding(CODES, "D024", source.file, 1, message))
            elif digest != source.digest:
                findings.append(changed(source.file, name, version, published[name]))
    return findings


def changed(file: Path, name: str, version: int, known: Mapping[str, object]) -> Finding:
    """The finding that a frozen version has another shape now."""
    fresh = max([version, *(int(number) for number in known)]) + 1
    message = f"version {version} of {name} is in use, and its shape has changed since."
    return finding(CODES, "D019", file, 1, message, f"Raise it to version: {fresh}, then run strongsuit publish.")


def publish(catalog: Catalog, root: Path) -> tuple[list[str], list[Finding]]:
    """Adds the versions under ``root`` that are new to its file.

    Returns the names with versions that were added, and a D019 for each frozen one that has changed (then nothing is
    written).
    """
    published = read_published(root)
    findings = [item for item in check_published(catalog, [root]) if item.code == "D019"]
    if findings:
        return [], findings
    added = []
    for name, source in sorted(catalog.sources.items()):
        if source.dialogue is None or source.file.parent != root / "dialogues":
            continue
        versions = published.setdefault(name, {})
        if str(source.dialogue.version) not in versions:
            versions[str(source.dialogue.version)] = source.digest
            added.append(f"{name} version {source.dialogue.version}")
    if not added:
        return [], []
    text = json.dumps(published, indent=2, sort_keys=True) + "\n"
    (root / "dialogues" / FILE).write_text(text, "utf-8")
    return added, []

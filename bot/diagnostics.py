"""What a check found: a numbered finding with its place and remedy. Shared by the checks of scripts and wording."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of finding. ``example`` is content that trips it (what it is made of depends on the check)."""

    number: str
    title: str
    remedy: str
    severity: Severity = "error"
    example: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: which code, where, what exactly, and what to do about it."""

    code: str
    file: Path
    line: int
    message: str
    remedy: str
    severity: Severity = "error"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.code} {self.severity}: {self.message} {self.remedy}"


def finding(codes: Mapping[str, Code], number: str, file: Path, line: int, message: str, remedy: str = "") -> Finding:
    """A finding of ``codes[number]``; without ``remedy`` the code's own. Raises `KeyError` for an unknown one."""
    code = codes[number]
    return Finding(number, file, line, message, remedy or code.remedy, code.severity)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Without repetitions, by file and line; of one place, the lower number (the likelier root cause) first."""
    return sorted(set(findings), key=lambda f: (str(f.file), f.line, f.code, f.message))

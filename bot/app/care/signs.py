"""What the look at danger signs can find."""

from dataclasses import dataclass, field
from typing import Literal

Concern = Literal["suicide", "self_harm", "abuse", "overdose", "eating", "violence", "friend"]
Grade = Literal["active", "passive"]

# Where several are found in one message, the first here is answered.
_GRAVEST: tuple[tuple[Concern, Grade], ...] = (
    ("overdose", "active"),
    ("suicide", "active"),
    ("violence", "active"),
    ("abuse", "active"),
    ("suicide", "passive"),
    ("self_harm", "active"),
    ("eating", "active"),
    ("friend", "active"),
)


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of danger: of what kind, how near, and the stable name of the rule that found it.

    "active" is intent, plan, preparation or something under way; "passive" is a wish not to live. Kinds other than
    suicide are always "active".
    """

    concern: Concern
    grade: Grade
    rule: str
    words: str = field(default="", compare=False)  # what it was seen in, in the tidied text; for explanations

    @property
    def rank(self) -> int:
        """Lower is graver."""
        return _GRAVEST.index((self.concern, self.grade))

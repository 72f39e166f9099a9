"""What keeps an operation from being carried out."""


class Problem(Exception):  # noqa: N818 - it is an answer, told to whoever asked
    """One line: what is the matter, where, and what to do. It holds no name of anybody.

    ``usage`` says that what was asked for makes no sense at all, rather than that it is not possible now.
    """

    def __init__(self, message: str, *, usage: bool = False) -> None:
        super().__init__(message)
        self.usage = usage


def misused(message: str) -> Problem:
    """The problem that a value is none that can be meant."""
    return Problem(message, usage=True)

"""The press: a process of its own that makes a PDF or a picture of a page, and ends.

`python -m bot.app.export.press` reads a job on standard input and writes the file to standard output; its exit code is
an `Answer`. It has little memory and no network, leaves no file behind, and says nothing about what it read.
"""

import contextlib
import os
import sys
import tempfile

from bot.app.export.job import Answer, Job

# Far more than a long plan takes, and far less than would hurt the computer it runs on.
MOST_MEMORY = 2 * 1024**3
MOST_SECONDS = 60
# So that whoever is talking with the bot does not wait for somebody's file.
NICENESS = 5

# The first page begins with the title; a number at its foot would be in the way of a plan that has only one.
_PAPER = """
@page {{ size: {paper}; @bottom-center {{ content: counter(page); color: #7a857f; font-size: 8.5pt; }} }}
@page :first {{ @bottom-center {{ content: none; }} }}
"""


class CannotPrint(Exception):  # noqa: N818 - it says what is the case
    """Why there is no file."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.name)
        self.answer = answer


def main() -> int:
    """Does the job on standard input. Returns the exit code."""
    # Libraries may write to standard output; only the file belongs there.
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)
        _stay_small()
        try:
            out.write(press(Job.load(sys.stdin.buffer.read())))
        except CannotPrint as reason:
            return reason.answer
        except MemoryError:
            return Answer.TOO_MUCH
    return Answer.DONE


def press(job: Job) -> bytes:
    """The file. Raises `CannotPrint`."""
    if job.form == "progress":
        return _plot(job)
    try:
        import bot.app.export.drawing  # noqa: F401 - it takes half a second, and looks for the system's libraries
    except OSError:
        raise CannotPrint(Answer.NO_LIBRARY) from None
    return _pdf(job) if job.form == "pdf" else _picture(job)


def _pdf(job: Job) -> bytes:
    from bot.app.export.drawing import drawn, laid_out

    paper = _PAPER.format(paper=job.paper)
    made, is_whole = drawn(laid_out(job.page, paper))
    return made if is_whole or not job.noted else drawn(laid_out(job.noted, paper))[0]


def _picture(job: Job) -> bytes:
    from bot.app.export.drawing import as_png, drawn
    from bot.app.export.fitting import fitted

    document = fitted(job.page, job.narrowest)
    if document is None:
        raise CannotPrint(Answer.TOO_MUCH)
    made, is_whole = drawn(document)
    if not is_whole:
        raise CannotPrint(Answer.NO_GLYPHS)
    return as_png(made)


def _plot(job: Job) -> bytes:
    from bot.app.export.plot import Plot

    # matplotlib wants a folder to note things in, looks at every font there is, and has a thread for each processor.
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(MPLCONFIGDIR=folder, MPL_IGNORE_SYSTEM_FONTS="1", OPENBLAS_NUM_THREADS="1")
        from bot.app.export.plotting import drawn_plot

        return drawn_plot(Plot.load(job.page))


def _stay_small() -> None:
    """Bounds memory and time, where the system can, so that nothing somebody wrote takes the computer down."""
    try:
        import resource
    except ImportError:
        return
    os.nice(NICENESS)
    limits = {resource.RLIMIT_AS: MOST_MEMORY, resource.RLIMIT_CPU: MOST_SECONDS, resource.RLIMIT_CORE: 0}
    for kind, most in limits.items():
        # Some systems know a limit and refuse it.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    sys.exit(main())

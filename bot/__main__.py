"""``python -m bot`` is ``strongsuit``."""

import gc


def main() -> None:
    """Loads the program, and runs the command line."""
    # What is loaded stays: looking through it for garbage, again and again, was a sixth of the start.
    gc.disable()
    from bot.cli import main as run

    gc.freeze()
    gc.enable()
    run()


if __name__ == "__main__":
    main()

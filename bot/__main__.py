"""``python -m bot`` is ``strongsuit``."""

from bot.cli import main

main()

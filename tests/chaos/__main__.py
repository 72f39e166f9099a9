"""``python tests/chaos``: see `chaos.cli`."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from chaos.cli import main  # noqa: E402 - only now it can be found

if __name__ == "__main__":
    sys.exit(main())

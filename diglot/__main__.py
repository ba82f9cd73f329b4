"""The command, for `python -m diglot` and for what pip installs under its name.

Worker processes import the module that the program was started from: this one is light.
"""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line and return its exit status."""
    from diglot.work.leaving import left_at_once

    return left_at_once(_run)


def _run() -> int:
    from diglot.cli.main import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())

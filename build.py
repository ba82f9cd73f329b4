#!/usr/bin/env python3
"""The front door: `python build.py …` is the `diglot` command for the book in this folder.

Any Python will do to call it: one that is too old, or lacks the packages that
Diglot needs, hands over to the one in .venv, which `make` installs.
"""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent
EXIT_COULD_NOT_RUN = 2
# What the dependencies in pyproject.toml are imported as.
PACKAGES = (
    "babel",
    "barcode",
    "cffi",
    "click",
    "cssselect2",
    "fontTools",
    "jinja2",
    "lxml",
    "markupsafe",
    "msgspec",
    "pikepdf",
    "PIL",
    "platformdirs",
    "pydantic",
    "pydyf",
    "pygments",
    "pyluach",
    "pypandoc",
    "pypdfium2",
    "pyphen",
    "resvg_py",
    "rich",
    "starlette",
    "stdnum",
    "tinycss2",
    "uharfbuzz",
    "uvicorn",
    "watchfiles",
    "weasyprint",
    "yaml",
    "ziamath",
)


def main() -> int:
    """Run the command line and return its exit status."""
    lack = _first_lack()
    if lack:
        return _hand_over(lack)
    from diglot.work.leaving import left_at_once

    return left_at_once(_run)


def _run() -> int:
    """Run the command on the handbook."""
    from diglot.cli.main import main as run

    return run(project=HERE)


def _first_lack() -> str:
    """Return the first thing that this Python lacks, or an empty string."""
    if sys.version_info < (3, 11):  # noqa: UP036  # this file alone must run on older ones
        return "Python 3.11 or newer"
    return next((f"the package {name}" for name in PACKAGES if find_spec(name) is None), "")


def _hand_over(lack: str) -> int:
    """Start again with the Python of .venv; return only if that cannot be done."""
    environment = HERE / ".venv"
    python = environment / "bin" / "python"
    if python.exists() and Path(sys.prefix).resolve() != environment:
        os.execv(python, [str(python), *sys.argv])
    print(
        f"build.py: {lack} is missing.\n"
        f'  hint: run "make" first, in {HERE}; it installs all that Diglot needs',
        file=sys.stderr,
    )
    return EXIT_COULD_NOT_RUN


if __name__ == "__main__":
    sys.exit(main())

"""The process of which the workers are copies: how it ends, and how they do."""

from __future__ import annotations

import gc
import subprocess
import sys

import pytest

from diglot.work.workers import workers

pytestmark = pytest.mark.heavy

ENDS = """
import atexit, os, sys

atexit.register(os.write, 1, b"taken apart ")
from diglot.work import original

if "copy" in sys.argv:
    process = os.fork()
    if process:
        os.write(1, b"%d " % os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))
    else:
        sys.exit(5)
"""


def ended(*arguments: str) -> str:
    """Return what a process says that is such an original and ends."""
    command = [sys.executable, "-c", ENDS, *arguments]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def test_it_ends_at_once() -> None:
    """Python has no part in its end; a copy of it ends as Python ends a process."""
    assert ended() == ""
    assert ended("copy") == "taken apart 5 "


def test_workers_are_copies_of_it() -> None:
    """They have loaded what it has, and look for garbage as seldom."""
    with workers(1) as group:
        assert group.submit(gc.get_threshold)() == (100_000, 50, 100)
        assert "diglot.work.original" in group.submit(_loaded)()


def _loaded() -> list[str]:
    return [*sys.modules]

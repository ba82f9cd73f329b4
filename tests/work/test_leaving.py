"""How a process ends: nothing that was to be done at the end is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.heavy

ENDS = """
import atexit, sys, threading, time
from diglot.work.leaving import left_at_once

class Seen:
    def __del__(self):
        sys.stdout.write("taken apart ")

def command():
    global seen
    seen = Seen()
    atexit.register(lambda: sys.stdout.write("registered "))
    threading.Thread(target=lambda: (time.sleep(0.2), sys.stdout.write("thread "))).start()
    if "raise" in sys.argv:
        raise KeyError("a bug")
    return 3

sys.exit(left_at_once(command))
"""


def ended(*arguments: str, **streams: int) -> subprocess.CompletedProcess[str]:
    """Return how a process ended that runs a command."""
    return subprocess.run(
        [sys.executable, "-c", ENDS, *arguments],
        stdout=streams.get("stdout", subprocess.PIPE),
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": ""},
        text=True,
        check=False,
    )


def test_threads_and_what_is_registered_are_waited_for() -> None:
    """The status is the command's, and only the values it leaves are not freed one by one."""
    done = ended()
    assert (done.returncode, done.stdout, done.stderr) == (3, "thread registered ", "")


def test_a_bug_is_shown_as_ever() -> None:
    """A command that raises ends with its traceback, as Python ends it."""
    done = ended("raise")
    assert done.returncode == 1
    assert "KeyError: 'a bug'" in done.stderr
    assert done.stdout.startswith("thread registered ")


def test_what_cannot_be_written_is_told_as_ever() -> None:
    """A full disk at the last word is no success."""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = ended(stdout=full.fileno())
    assert done.returncode == 120
    assert "No space left" in done.stderr

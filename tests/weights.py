"""What makes a test heavy, so that `make quick` leaves it out: and that none is so unmarked.

Heavy is what starts a browser, Java or any other program but pandoc and git, what starts worker
processes, lays out pages, or needs a whole book built. Tests with the fixtures for it have the
marker from here; others name it themselves, as what they start fails without.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath

import pytest
from weasyprint.document import Document

FIXTURES = frozenset({"chromium", "epub_checks", "handbook", "sample_copy", "once"})
"""Fixtures that only heavy tests have."""
LIGHT_PROGRAMS = frozenset({"pandoc", "git", "ldconfig"})  # the last is how Python finds libraries
_WAYS = ("subprocess.Popen", "os.posix_spawn", "os.exec")


class TooHeavyError(pytest.fail.Exception):
    """A test that does what a test with the marker `heavy` may do.

    No `except Exception` of the program hears it, as where it tries to draw something.
    """

    def __init__(self, what: str) -> None:
        super().__init__(f"this test {what}: mark it with @pytest.mark.heavy")


class _Scale:
    """Whether the test that runs now may do heavy things."""

    is_light = False


def mark_heavy(item: pytest.Item, fixtures: frozenset[str]) -> None:
    """Give a test the marker if one of its fixtures, or theirs, is heavy."""
    if fixtures & FIXTURES:
        item.add_marker(pytest.mark.heavy)


def need_heavy(what: str) -> None:
    """Fail if the test that runs now is light. what: what it is about to do."""
    if _Scale.is_light:
        raise TooHeavyError(what)


@contextmanager
def weighed(item: pytest.Item) -> Iterator[None]:
    """Hold a test to its marker while it runs."""
    _Scale.is_light = item.get_closest_marker("heavy") is None
    try:
        yield
    finally:
        _Scale.is_light = False


def _heard(event: str, arguments: tuple[object, ...]) -> None:
    if event in _WAYS and _Scale.is_light:
        program = PurePath(str(arguments[0])).stem  # pypandoc tries pandoc.exe, too
        if program not in LIGHT_PROGRAMS:
            raise TooHeavyError(f"starts {program}")


sys.addaudithook(_heard)
_render = Document._render


def _weighed_render(*arguments: object, **named: object) -> object:
    need_heavy("lays out pages")
    return _render(*arguments, **named)


Document._render = staticmethod(_weighed_render)

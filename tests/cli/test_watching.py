"""`check --watch`: what a translator sees who keeps it open."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from support import ROOT, SOUND, ProjectMaker, run_diglot, write_project

pytestmark = pytest.mark.heavy

UNTRANSLATED = {"content/he/01-oil.md": "# נפט\n\nעל הנפט.\n"}
WATCHING = "Watching content/"
_LONGEST_S = 120
Until = Callable[[str], list[str]]


@contextmanager
def watched(folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], Until]]:
    """Start the watch of a book; give its process, and a reader of lines up to one with a word."""
    command = [sys.executable, str(ROOT / "build.py"), "check", "--watch", *options]
    with subprocess.Popen(
        [*command, "--project", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        start_new_session=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stdout is not None

        # A watch that says nothing any more is killed, and the reader then fails.
        limit = threading.Timer(_LONGEST_S, process.kill)
        limit.start()

        def until(word: str) -> list[str]:
            lines: list[str] = []
            for line in process.stdout or ():
                lines.append(line.rstrip("\n"))
                if word in line:
                    return lines
            raise AssertionError(f"{word!r} did not come: {lines}")

        try:
            yield process, until
        finally:
            limit.cancel()
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)


@pytest.mark.usefixtures("keyboard")
def test_the_watch_shows_what_changed(project: ProjectMaker) -> None:
    """First all findings; then only new and settled ones with the totals; Ctrl-C ends it well."""
    folder = project({"content/en/02-gas.md": "# Gas\n\nAbout gas.\n"})
    with watched(folder) as (process, until):
        shown = until(WATCHING)
        assert "S101 missing-chapter" in shown[0]
        assert shown[-2] == "1 error, 0 warnings"
        write_project(folder, UNTRANSLATED)
        shown = until("2 errors, 0 warnings")
        assert shown[0] == "--- content/he/01-oil.md"
        assert [line for line in shown if "S103 missing-section" in line]
        assert not [line for line in shown if "S101" in line]
        write_project(folder, {"content/he/01-oil.md": SOUND["content/he/01-oil.md"]})
        shown = until("1 error, 0 warnings")
        assert [line for line in shown if line.startswith("settled: content/he/01-oil.md:3:1:")]
        os.killpg(process.pid, signal.SIGINT)
        assert until("Stopped")[-1] == "Stopped watching."
        assert process.wait() == 0


def test_the_watch_shows_what_a_change_brings(project: ProjectMaker) -> None:
    """What only hinders an edition is counted to begin with, and shown where a change brings it."""
    oil = SOUND["content/en/01-oil.md"]
    folder = project({"content/en/01-oil.md": f"{oil}\n![a](gone.png){{.decorative}}\n"})
    with watched(folder) as (_, until):
        shown = until(WATCHING)
        assert not [line for line in shown if "R304" in line]
        assert [line for line in shown if line.startswith("and 1 place that hinders an edition")]
        write_project(folder, {"content/en/01-oil.md": f"{oil}\n![a](lost.png){{.decorative}}\n"})
        shown = until("errors, ")
        assert [line for line in shown if "R304 missing-image" in line and "lost.png" in line]
        assert [line for line in shown if line.startswith("settled: ") and "gone.png" in line]


def test_the_watch_survives_a_broken_setting(project: ProjectMaker) -> None:
    """A file that cannot be read while it is being written is told, and the watch goes on."""
    folder = project()
    with watched(folder) as (_, until):
        until(WATCHING)
        write_project(folder, {"content/book.yaml": "languages: [en\n"})
        assert until("error: ")
        write_project(folder, {"content/book.yaml": SOUND["content/book.yaml"]})
        assert until("0 errors, 0 warnings")


def test_the_watch_keeps_a_report_up_to_date(project: ProjectMaker, tmp_path: Path) -> None:
    """With --output the report is written anew at each change."""
    folder, target = project(), tmp_path / "worksheet.html"
    with watched(folder, "--format", "html", "--output", str(target)) as (_, until):
        until(WATCHING)
        assert "missing-section" not in target.read_text("utf-8")
        write_project(folder, UNTRANSLATED)
        until("1 error, 0 warnings")
        assert "missing-section" in target.read_text("utf-8")


def test_a_watch_needs_a_book_and_a_place(project: ProjectMaker, tmp_path: Path) -> None:
    """Without a book, or with a report for programs and no file for it, it does not begin."""
    done = run_diglot("check", "--watch", "--project", tmp_path)
    assert done.status == 2
    assert "Traceback" not in done.err
    done = run_diglot("check", "--watch", "--format", "json", "--project", project())
    assert (done.status, "needs --output" in done.err) == (2, True)

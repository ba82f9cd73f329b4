"""`check --watch` and `build --watch`: what one sees who keeps them open."""

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
def watched(
    folder: Path, *options: str, command: str = "check", browser: str = ""
) -> Iterator[tuple[subprocess.Popen[str], Until]]:
    """Start the watch of a book; give its process, and a reader of lines up to one with a word.

    browser: a command that is given what is to be opened, in the place of %s.
    """
    arguments = [sys.executable, str(ROOT / "build.py"), command, "--watch", *options]
    with subprocess.Popen(
        [*arguments, "--project", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        start_new_session=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "BROWSER": browser},
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


def test_a_build_follows_each_change(project: ProjectMaker, tmp_path: Path) -> None:
    """With --watch the editions are made again; with --open the first is shown, once."""
    folder, shown = project(), tmp_path / "shown"
    script = tmp_path / "browser"
    script.write_text(f'#!/bin/sh\necho "$1" >> {shown}\n', "utf-8")
    script.chmod(0o755)
    page = folder / "build/site/he/01-oil.html"
    with watched(folder, "site", "--open", command="build", browser=f"{script} %s") as (_, until):
        until("Watching for changes")
        assert "4%" in page.read_text("utf-8")
        assert shown.read_text("utf-8") == (folder / "build/site/index.html").as_uri() + "\n"
        write_project(folder, {"content/book.yaml": "languages: [en\n"})
        until("error: ")
        assert "4%" in page.read_text("utf-8")
        files = {name: SOUND[name].replace("4%", "5%") for name in SOUND}
        write_project(folder, files)
        until("Built in")
    assert "5%" in page.read_text("utf-8")
    assert len(shown.read_text("utf-8").splitlines()) == 1


def test_what_was_built_is_opened(project: ProjectMaker, tmp_path: Path) -> None:
    """`build epub --open` opens the e-book; where nothing is built, nothing is opened."""
    folder, shown = project(), tmp_path / "shown"
    script = tmp_path / "browser"
    script.write_text(f'#!/bin/sh\necho "$1" >> {shown}\n', "utf-8")
    script.chmod(0o755)
    environment = {**os.environ, "BROWSER": f"{script} %s"}
    command = [sys.executable, str(ROOT / "build.py"), "epub", "--open", "--project", str(folder)]
    write_project(folder, UNTRANSLATED)
    done = subprocess.run(command, check=False, env=environment, capture_output=True)
    assert done.returncode == 1
    assert not shown.exists()
    write_project(folder, SOUND)
    subprocess.run(command, check=True, env=environment, capture_output=True)
    assert shown.read_text("utf-8") == (folder / "build/small-en.epub").as_uri() + "\n"

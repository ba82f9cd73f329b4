"""Builds that are stopped, that meet a full disk or one another: nothing that was good is lost."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from support import ROOT, SOUND, run_diglot, write_project

pytestmark = pytest.mark.heavy

LONG = {
    f"content/{tag}/{number:02}-a.md": f"# {title} {number}\n\n{words * 40}\n"
    for tag, title, words in (("en", "Oil", "All of it was sold. "), ("he", "נפט", "הכול נמכר. "))
    for number in range(2, 30)
}


@contextlib.contextmanager
def running(*arguments: str | Path, **how: object) -> Iterator[subprocess.Popen[str]]:
    """Start the command in a process group of its own, and leave none of it behind."""
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "build.py"), *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        **how,  # type: ignore[call-overload]
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def files_in(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by their path in it."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def built(folder: Path) -> dict[str, bytes]:
    """Build a small book as an e-book, and return what was made."""
    assert run_diglot("build", "epub", "--project", folder).status == 0
    return files_in(folder / "build")


def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.01)


def is_gone(group: int) -> bool:
    """Tell whether no process of a group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def test_who_stops_a_build_keeps_the_former_one(tmp_path: Path) -> None:
    """Ctrl-C while pages are laid out ends all processes soon and leaves no trace."""
    folder = write_project(tmp_path / "book", SOUND)
    before = built(folder)
    write_project(folder, LONG)
    # As from a terminal: a shell without one lets what it starts in the background hear no Ctrl-C.
    heard = lambda: signal.signal(signal.SIGINT, signal.default_int_handler)  # noqa: E731
    with running("build", "epub", "pdf", "--project", folder, preexec_fn=heard) as process:
        until(lambda: any(folder.glob(".build.new-*/*.epub")))
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=20)
        assert process.returncode == 2
        assert "Stopped." in err
        assert "Traceback" not in out + err
        until(lambda: is_gone(process.pid))
    assert files_in(folder / "build") == before
    assert sorted(path.name for path in folder.iterdir()) == [".diglot", "build", "content"]


def test_a_full_disk_costs_nothing_but_the_build(tmp_path: Path) -> None:
    """Where no more can be written, this is said, and the former build stays."""
    folder = write_project(tmp_path / "book", SOUND)
    before = built(folder)
    write_project(folder, {"content/en/01-oil.md": SOUND["content/en/01-oil.md"] + "\nMore.\n"})
    write_project(folder, {"content/he/01-oil.md": SOUND["content/he/01-oil.md"] + "\nעוד.\n"})
    most = 300_000  # bytes a file; an e-book has its fonts inside
    full = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))  # noqa: E731
    with running("build", "epub", "site", "--project", folder, preexec_fn=full) as process:
        _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert f"error: {folder / 'build'}: cannot write there: File too large" in err
    assert "hint: make room on the disk, or choose another folder with --out" in err
    assert "Traceback" not in err
    assert files_in(folder / "build") == before
    assert built(folder).keys() == before.keys()


def test_two_builds_at_once_make_what_one_makes(tmp_path: Path) -> None:
    """They write into one folder and one cache, and both of them are right."""
    folder = write_project(tmp_path / "book", SOUND)
    arguments = ("build", "epub", "site", "--project", folder)
    with running(*arguments) as one, running(*arguments) as other:
        told = [process.communicate(timeout=120) for process in (one, other)]
        assert [one.returncode, other.returncode] == [0, 0], told
    alone = tmp_path / "alone"
    run_diglot(*arguments, "--no-cache", "--out", alone)
    assert files_in(folder / "build") == files_in(alone)
    assert sorted(path.name for path in folder.iterdir()) == [".diglot", "build", "content"]

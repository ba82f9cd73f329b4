"""Worker processes: what becomes of jobs beside one that ends its process, and who uses them."""

from __future__ import annotations

import os
import time
import weakref
from pathlib import Path

import pytest

from diglot.config import load_config
from diglot.reader.edition import read_book
from diglot.reader.trials import Trials
from diglot.work import workers as workers_module
from diglot.work.here import Here
from diglot.work.workers import WORTH_A_PROCESS, WorkerDiedError, workers
from patching import counted
from support import write_project


@pytest.mark.heavy
def test_a_process_that_dies_costs_no_other() -> None:
    """A job that ends its process twice is told; all others are done, before and after it."""
    with workers(2) as group:
        before = [group.submit(abs, -number) for number in range(5)]
        dying = group.submit(os._exit, 9)
        after = [group.submit(abs, -number) for number in range(5)]
        assert [wait() for wait in before] == [0, 1, 2, 3, 4]
        with pytest.raises(WorkerDiedError, match="has died"):
            dying()
        with pytest.raises(WorkerDiedError, match="has died"):
            dying()
        assert [wait() for wait in after] == [0, 1, 2, 3, 4]
        assert group.submit(abs, -7)() == 7


class _Given(dict[str, int]):
    """What a job is given, of which it can be told whether someone still has it."""


@pytest.mark.heavy
def test_nobody_keeps_what_a_job_was_given() -> None:
    """A long book's chapters are let go of one by one, as they are laid out."""
    with workers(1) as group:
        given = _Given(pages=7)
        kept = weakref.ref(given)
        wait = group.submit(len, given)
        del given
        assert wait() == 1
        assert _gone(kept)
        assert wait() == 1


def _gone(kept: weakref.ref[_Given]) -> bool:
    """Tell whether nobody has a thing any more; threads that end their work may for a moment."""
    for _ in range(200):
        if kept() is None:
            return True
        time.sleep(0.05)
    return False


def test_nothing_is_started_before_there_is_a_job(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever may have much to do, and then has little, pays for no process."""
    calls = counted(monkeypatch, workers_module, "_pool")
    with workers(2):
        pass
    assert calls == []


@pytest.mark.heavy
def test_little_work_is_done_by_one_process() -> None:
    """More are started only where what is to be done would keep them busy."""
    with workers(3) as group:
        small = [group.submit(_process_after, 0.2, size=10) for _ in range(4)]
        assert len({wait() for wait in small}) == 1
        large = [group.submit(_process_after, 1, size=WORTH_A_PROCESS) for _ in range(3)]
        assert len({wait() for wait in large}) == 3


def _process_after(seconds: float) -> int:
    """Return the number of the process that waits for some seconds."""
    time.sleep(seconds)
    return os.getpid()


def _many_chapters(folder: Path) -> Path:
    """Write a book that processes read, and return its folder."""
    texts = {
        f"content/{tag}/{n:02}-a.md": f"# Chapter {n}\n\nText {n}.[^a]\n\n[^a]: x\n"
        for tag in ("en", "he")
        for n in range(1, 33)
    }
    return write_project(folder, {"content/book.yaml": "languages: [en, he]\n", **texts})


@pytest.mark.heavy
def test_chapters_read_in_processes_are_those_read_in_threads(tmp_path: Path) -> None:
    """From sixty chapters on they are shared out, and come back in their order."""
    folder = _many_chapters(tmp_path)
    told: list[str] = []
    alone, shared = (
        read_book(load_config(folder), jobs=jobs, progress=told.append) for jobs in (1, 2)
    )
    assert alone == shared
    assert told[:64] == told[64:]
    assert [chapter.name for chapter in shared[0].source.chapters][:2] == ["01-a", "02-a"]


def _dies_of_it(_formula: str) -> str:
    """End the process, as a library that draws may."""
    os._exit(9)


@pytest.mark.heavy
def test_the_chapter_that_a_process_dies_of_is_named(tmp_path: Path) -> None:
    """Of many that are read side by side, some by the same process."""
    folder = _many_chapters(tmp_path)
    write_project(folder, {"content/he/20-a.md": "# Chapter 20\n\nText $x^2$.\n"})
    with pytest.raises(WorkerDiedError, match=r"^content/he/20-a\.md: a worker process has died"):
        read_book(load_config(folder), jobs=2, trials=Trials(formula=_dies_of_it))


def test_jobs_done_here_are_told_like_those_of_processes() -> None:
    """Each is done at once and once; what it raises is told to whoever waits for it."""
    made: list[int] = []
    group = Here()
    wait = group.submit(abs, -7, done=made.append)
    assert made == [7]
    assert (wait(), wait()) == (7, 7)
    failing = group.submit(int, "x", done=made.append)
    with pytest.raises(ValueError, match="invalid literal"):
        failing()
    assert made == [7]

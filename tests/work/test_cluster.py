"""Jobs on the machines of a cluster: a real scheduler, two workers, all on loopback."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import cluster_jobs as jobs
from diglot.cli.titles import away
from diglot.disk.files import Files
from diglot.disk.states import file_state
from diglot.reader import edition
from diglot.reader.pandoc import calls
from diglot.rules import check
from diglot.work import cluster as room
from diglot.work.cluster import Cluster, ClusterError, cluster
from diglot.work.workers import WorkerDiedError
from patching import counted
from support import ROOT, SOUND, Run, run_diglot, write_project

pytestmark = [pytest.mark.heavy, pytest.mark.xdist_group("cluster")]

_WORKER = ("distributed.cli.dask_worker", "--nthreads", "1", "--no-dashboard")
_SCHEDULER = ("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0")


@dataclass
class Machines:
    """A scheduler and workers, each a process of its own."""

    folder: Path
    address: str = ""
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    scheduler: subprocess.Popen[bytes] | None = None

    def start(self, *module: str) -> subprocess.Popen[bytes]:
        """Start a process of Dask; what it says goes to a file."""
        settings = {
            "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}",
            "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "20s",
        }
        with (self.folder / "said.txt").open("ab") as said:
            return subprocess.Popen(
                [sys.executable, "-m", *module],
                cwd=self.folder,
                stdout=said,
                stderr=said,
                env={**os.environ, **settings},
                start_new_session=True,
            )

    def start_scheduler(self) -> None:
        """Start a scheduler, and wait for its address."""
        file = self.folder / "scheduler.json"
        file.unlink(missing_ok=True)
        self.address = ""
        self.scheduler = self.start(*_SCHEDULER, "--no-dashboard", "--scheduler-file", str(file))
        until(lambda: bool(self._read_address(file)))

    def _read_address(self, file: Path) -> str:
        """Return the address that a scheduler has written; "" while it has not, or not all."""
        with suppress(OSError, ValueError):
            self.address = json.loads(file.read_text())["address"]
        return self.address

    def start_worker(self) -> None:
        """Start one more worker, without a keeper that would start it again."""
        self.workers.append(self.start(*_WORKER, "--no-nanny", "--host", "127.0.0.1", self.address))

    def stop(self) -> None:
        """End all processes."""
        for process in (*self.workers, self.scheduler):
            if process and process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self.workers.clear()

    def count(self) -> int:
        """Return how many workers the scheduler knows."""
        try:
            with cluster(self.address) as found:
                return found.size
        except ClusterError:
            return 0


def until(is_so: object, most_s: float = 60) -> None:
    """Wait until something is so."""
    assert callable(is_so)
    end = time.monotonic() + most_s
    while not is_so():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """Give a cluster of two workers."""
    found = Machines(tmp_path_factory.mktemp("cluster"))
    try:
        found.start_scheduler()
        for _ in range(2):
            found.start_worker()
        until(lambda: found.count() == 2)
        yield found
    finally:
        found.stop()


def files_in(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by their path in it."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def copied(book: Path, folder: Path) -> Path:
    """Return a copy of a book."""
    shutil.copytree(book, folder)
    return folder


def test_a_cluster_makes_the_same_bytes(machines: Machines, tmp_path: Path) -> None:
    """PDFs with a picture and all their fonts are those of the machine itself."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    figure = {
        f"content/{tag}/01-oil.md": f"{SOUND[f'content/{tag}/01-oil.md']}\n![{alt}](a.svg)\n"
        for tag, alt in (("en", "A square"), ("he", "ריבוע"))
    }
    folder = write_project(tmp_path / "book", {**SOUND, **figure, "content/en/a.svg": svg})
    (folder / "content/he/a.svg").write_text(svg)
    made = []
    for name, options in (("near", ()), ("far", ("--scheduler", machines.address))):
        out = tmp_path / name
        told = run_diglot(
            "build", "pdf", "print", "--no-cache", "--project", folder, "--out", out, *options
        )
        assert told.status == 0, told.out + told.err
        made.append(files_in(out))
    assert made[0].keys() == made[1].keys()
    assert [name for name in made[0] if made[0][name] != made[1][name]] == []


def test_several_books_share_a_cluster(machines: Machines, tmp_path: Path) -> None:
    """Each is as it is when it is built alone and here."""
    folders = [write_project(tmp_path / name, SOUND) for name in ("one", "two")]
    order = ("build", "pdf", "--lang", "he", "--no-cache")
    far = run_diglot(*order, *folders, "--scheduler", machines.address, "--jobs", "2")
    assert far.status == 0, far.out + far.err
    near = tmp_path / "near"
    assert run_diglot(*order, "--project", folders[0], "--out", near).status == 0
    for folder in folders:
        assert files_in(folder / "build") == files_in(near)


def checks_alike(folders: Sequence[Path], address: str) -> Run:
    """Check books on a cluster, hold the report against the one from here, and return that."""
    order = ("check", *folders, "--format", "json")
    far = run_diglot(*order, "--scheduler", address)
    near = run_diglot(*order, "--no-cache")
    assert far.out == near.out
    assert far.status == near.status
    return near


def test_what_a_cluster_finds_is_found_here(machines: Machines, tmp_path: Path) -> None:
    """Reports of books with findings of many kinds are the same, byte by byte."""
    kinds = sorted(path for path in (ROOT / "tests/parity").iterdir() if path.is_dir())[:12]
    folders = [copied(path, tmp_path / path.name) for path in kinds]
    assert len(checks_alike(folders, machines.address).out) > 2000


def test_what_was_checked_elsewhere_is_read_nowhere_else(
    machines: Machines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The outcome comes back as if it had been kept here, so nobody reads a chapter."""
    read = counted(monkeypatch, edition, "read_chapter")
    for order in (("check",), ("build", "epub", "pdf")):
        folder = write_project(tmp_path / order[0], SOUND)
        told = run_diglot(
            *order, "--project", folder, "--jobs", "1", "--scheduler", machines.address
        )
        assert told.status == 0, told.out + told.err
        assert read == []


def test_what_has_not_changed_goes_nowhere(machines: Machines, tmp_path: Path) -> None:
    """Nobody is asked, so it is of no matter that nobody would answer."""
    folders = [write_project(tmp_path / name, SOUND) for name in ("one", "two")]
    for order in (("check", *folders), ("build", "epub", *folders)):
        for address in (machines.address, "tcp://127.0.0.1:1"):
            told = run_diglot(*order, "--scheduler", address)
            assert told.status == 0, told.out + told.err
    (folders[0] / "content/en/01-oil.md").write_text("# Oil\n\nMore.\n")
    told = run_diglot("check", *folders, "--scheduler", "tcp://127.0.0.1:1")
    assert "no scheduler answers" in told.err


def test_a_large_book_is_read_by_all(
    machines: Machines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its chapters go there in parts, and what is found in them is not looked for here again."""
    chapters = {
        f"content/{tag}/{number:02}-oil.md": f"{SOUND[f'content/{tag}/01-oil.md']}\n{number}\n"
        for tag in ("en", "he")
        for number in range(1, 13)
    }
    folder = write_project(tmp_path / "book", {**SOUND, **chapters})
    monkeypatch.setattr(away, "_LARGE_BYTES", 1)
    parts = away._parts(folder, 2)
    assert len(parts) > 3
    assert sorted(name for part in parts for name in part) == [
        f"{number:02}-oil" for number in range(1, 13)
    ]
    asked = counted(monkeypatch, calls, "read_json")
    checks = counted(monkeypatch, check, "own_findings")
    order = ("check", "--project", folder, "--format", "json", "--jobs", "1")
    far = run_diglot(*order, "--scheduler", machines.address)
    assert (asked, checks) == ([], [])
    near = run_diglot(*order, "--no-cache")
    assert far.out == near.out
    assert len(asked) >= 24


def test_a_book_with_a_link_stays_here(machines: Machines, tmp_path: Path) -> None:
    """What a link leads to is on this machine alone, and what is found is the same."""
    folder = write_project(tmp_path / "book", SOUND)
    (folder / "content/en/02-more.md").symlink_to(tmp_path / "more.md")
    (tmp_path / "more.md").write_text("# More\n\nText.\n")
    assert "more" in checks_alike([folder], machines.address).out


def test_a_book_that_cannot_be_read_costs_no_other(machines: Machines, tmp_path: Path) -> None:
    """It is told as it is without a cluster."""
    folders = [write_project(tmp_path / name, SOUND) for name in ("one", "two")]
    (folders[0] / "content/book.yaml").write_text("languages: 7\n")
    told = checks_alike(folders, machines.address)
    assert told.status == 2
    assert "languages" in told.out


def test_another_pandoc_is_refused(
    machines: Machines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would read the same text in another way."""
    folder = write_project(tmp_path / "book", SOUND)
    monkeypatch.setattr(away, "pandoc_version", lambda: "1.0")
    told = run_diglot("check", "--project", folder, "--scheduler", machines.address)
    assert told.status == 2
    assert "a worker has pandoc" in told.err
    assert "here it is 1.0" in told.err


def test_a_worker_that_is_killed_costs_no_finding(machines: Machines, tmp_path: Path) -> None:
    """Of many books, what it had in hand is checked by the other one."""
    folders = [write_project(tmp_path / f"book-{number:02}", SOUND) for number in range(24)]
    for folder in folders[::3]:
        (folder / "content/he/01-oil.md").write_text("# נפט\n\nחסר כאן הרבה.\n")
    machines.start_worker()
    until(lambda: machines.count() == 3)
    victim = machines.workers.pop()

    def kill() -> None:
        until(lambda: any((folder / ".diglot/cache").is_dir() for folder in folders))
        os.killpg(victim.pid, signal.SIGKILL)
        victim.wait()

    killing = threading.Thread(target=kill)
    killing.start()
    told = checks_alike(folders, machines.address)
    killing.join()
    assert told.status == 1
    assert victim.returncode == -signal.SIGKILL


def test_jobs_see_their_files_and_no_path(machines: Machines, tmp_path: Path) -> None:
    """What a job may read travels with it: there it has bytes, and the place is none of ours."""
    path = tmp_path / "x"
    path.write_bytes(b"one")
    files = Files.of([("a/x", file_state(path), path)])
    with cluster(machines.address) as found:
        told = found.submit(jobs.told, files)()
    assert told == (b"one", True)


def test_an_error_comes_back_as_it_was(machines: Machines) -> None:
    """With its text, and to whoever asks, once or twice."""
    with cluster(machines.address) as found:
        wait = found.submit(jobs.refuse)
        for _ in range(2):
            with pytest.raises(ClusterError, match="as it was\n  hint: a way out"):
                wait()


def test_another_program_is_refused(machines: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker whose version differs is named, as it would make other bytes."""
    monkeypatch.setattr(room, "_program", lambda: "another")
    with cluster(machines.address) as found, pytest.raises(ClusterError) as told:
        found.submit(jobs.two)()
    assert "the worker tcp://127.0.0.1:" in str(told.value)
    assert "another version of Diglot" in str(told.value)


def test_a_worker_that_is_killed_costs_nothing(machines: Machines, tmp_path: Path) -> None:
    """Its jobs are done by the other one, with their files."""
    path = tmp_path / "x"
    path.write_bytes(b"one")
    files = Files.of([("a/x", file_state(path), path)])
    machines.start_worker()
    until(lambda: machines.count() == 3)
    victim = machines.workers.pop()
    with cluster(machines.address) as found:
        waits = [found.submit(jobs.slowly, files, number) for number in range(12)]
        assert waits[0]() == (0, b"one")
        os.killpg(victim.pid, signal.SIGKILL)
        victim.wait()
        assert [wait() for wait in waits] == [(number, b"one") for number in range(12)]


def test_a_job_that_kills_its_worker_is_given_up(machines: Machines) -> None:
    """After some have died of it, which are started again here, it is told."""
    with cluster(machines.address) as found:
        for _ in range(4):
            machines.start_worker()
        until(lambda: found.size > 5)
        with pytest.raises(WorkerDiedError):
            found.submit(jobs.die)()
        assert found.submit(jobs.two)() == 2


def test_who_is_not_there_is_told(tmp_path: Path) -> None:
    """No scheduler, no address, no workers: each has its message, and nothing is built."""
    folder = write_project(tmp_path / "book", SOUND)
    for address, words in (("tcp://127.0.0.1:1", "no scheduler answers at"), ("what", "no sched")):
        told = run_diglot("build", "pdf", "--project", folder, "--scheduler", address)
        assert told.status == 2
        assert words in told.err
        assert "hint: " in told.err
    alone = Machines(tmp_path)
    try:
        alone.start_scheduler()
        with pytest.raises(ClusterError, match="has no workers"):
            Cluster(alone.address)
    finally:
        alone.stop()


@contextmanager
def waited_for(folder: Path) -> Iterator[tuple[Machines, Callable[[], None]]]:
    """Give a cluster of one worker, and what waits for a long job of it."""
    going = Machines(folder)
    try:
        going.start_scheduler()
        going.start_worker()
        until(lambda: going.count() == 1)
        with cluster(going.address) as found:
            yield going, found.submit(time.sleep, 60)
    finally:
        going.stop()


def test_nobody_waits_for_workers_that_have_gone(tmp_path: Path) -> None:
    """When the last one has been away for a while, this is told."""
    with waited_for(tmp_path) as (going, wait):
        (worker,) = going.workers
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
        with pytest.raises(ClusterError, match=r"the last worker of .* has gone"):
            wait()


def test_a_scheduler_that_goes_is_told(tmp_path: Path) -> None:
    """Whoever waits is not left waiting."""
    with waited_for(tmp_path) as (going, wait):
        going.stop()
        with pytest.raises(ClusterError, match="is gone"):
            wait()

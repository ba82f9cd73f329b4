"""What the machines of a cluster take off a check and a build of many books.

    python bench/cluster.py [--titles N ...] [--chapters N] [--workers N] [--only check|build]

Writes small sound books, the ones of `catalogue.py`, and checks all of them, and builds their
PDFs, from nothing: by processes of this machine, and by a Dask cluster of one, two and more
workers, each a process on the loopback interface. Prints for each number of books the seconds of
the clock, those for a book, what share of the first way that is, the processor's seconds that the
command itself took and those of the cluster, and whether all findings and files are the same to
the byte. The workers share the processors of this machine, with the command and the scheduler:
where there are few, more workers change little; what the command itself takes is what they cannot
take off it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

from catalogue import command, write_title
from check_speed import HERE
from processor import ENVIRONMENT, adopt_orphans, seconds_of, seconds_of_children

_PATIENCE_S = 60
_PARTS: set[int] = set()  # the processes of Dask that are there


@contextmanager
def process(*command: str | Path) -> Iterator[None]:
    """Run a part of Dask, and end it."""
    started = subprocess.Popen(
        [sys.executable, "-m", *map(str, command)],
        env={**ENVIRONMENT, "PYTHONPATH": str(HERE)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _PARTS.add(started.pid)
    try:
        yield
    finally:
        _PARTS.remove(started.pid)
        started.terminate()
        started.wait()


@contextmanager
def cluster(workers: int, scratch: Path) -> Iterator[str]:
    """Give the address of a scheduler that has some workers."""
    from diglot.work.cluster import Cluster, ClusterError

    file = scratch / f"scheduler-{workers}.json"
    local = ("--host", "127.0.0.1", "--no-dashboard")
    with ExitStack() as stack:
        scheduler = ("distributed.cli.dask_scheduler", "--port", "0", *local)
        stack.enter_context(process(*scheduler, "--scheduler-file", file))
        end = time.monotonic() + _PATIENCE_S
        address = ""
        while not address and time.monotonic() < end:
            time.sleep(0.1)
            with suppress(OSError, ValueError):  # it is not there yet, or not all of it
                address = str(json.loads(file.read_text())["address"])
        worker = ("distributed.cli.dask_worker", "--nthreads", "1", "--no-nanny", *local, address)
        for _ in range(workers):
            stack.enter_context(process(*worker))
        size = 0
        while size < workers and time.monotonic() < end:
            try:
                found = Cluster(address)
            except ClusterError:
                continue
            size = found.size
            found.shutdown()
        yield address


ORDERS = {"check": ("check", "--format", "json"), "build": ("build", "pdf")}


@dataclass(frozen=True, slots=True)
class Run:
    """A run: its seconds, and what came of it.

    own, there: the processor's, of the command with its processes, and of the cluster.
    """

    clock: float
    own: float
    there: float
    digest: str


def run(order: Sequence[str], titles: Sequence[Path], scratch: Path, *options: str) -> Run:
    """Run an order over copies of some books, of which nothing was kept."""
    copies = scratch / "copies"
    for title in titles:
        shutil.copytree(title, copies / title.name)
    own, there, start = seconds_of_children(_PARTS), seconds_of(_PARTS), time.monotonic()
    told = command(*order, *sorted(copies.iterdir()), "--jobs", str(os.cpu_count() or 1), *options)
    clock, there = time.monotonic() - start, seconds_of(_PARTS) - there
    own = seconds_of_children(_PARTS) - own
    digest = hashlib.sha256(told.encode() if "check" in order else b"")
    for path in sorted(copies.rglob("*.pdf")):
        digest.update(path.relative_to(copies).as_posix().encode() + path.read_bytes())
    shutil.rmtree(copies)
    return Run(clock, own, there, digest.hexdigest())


def measure(
    name: str, titles: Sequence[Path], address: str, workers: int, first: Run | None, scratch: Path
) -> Run:
    """Run an order and print its line. first: as it ran without a cluster, None for this one."""
    options = ("--scheduler", address) if address else ()
    done = run(ORDERS[name], titles, scratch, *options)
    way = f"{workers} workers" if address else "own processes"
    share = done.clock / (first or done).clock
    same = "same" if done.digest == (first or done).digest else "OTHER"
    print(
        f"{name:<6} {len(titles):>5} {way:<14} {done.clock:8.1f} {done.clock / len(titles):8.3f} "
        f"{share:6.2f} {done.own:8.1f} {done.there:8.1f} {same}",
        flush=True,
    )
    return done


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the comparison and print its table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--titles", type=int, nargs="+", default=[40])
    parser.add_argument("--chapters", type=int, default=3)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", choices=tuple(ORDERS))
    options = parser.parse_args(arguments)
    sys.path.insert(0, str(HERE))
    adopt_orphans()
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        for number in range(1, max(options.titles) + 1):
            content = scratch / "titles" / f"title-{number:03}" / "content"
            write_title(content, number, options.chapters)
        every = sorted((scratch / "titles").iterdir())
        words = ("run", "books", "by", "clock", "each", "share", "own", "there")
        print("{:<6} {:>5} {:<14} {:>8} {:>8} {:>6} {:>8} {:>8}".format(*words), flush=True)
        first: dict[tuple[str, int], Run] = {}
        names = [name for name in ORDERS if options.only in (None, name)]
        for workers in range(options.workers + 1):
            with cluster(workers, scratch) if workers else nullcontext("") as address:
                for name in names:
                    for count in options.titles:
                        before = first.get((name, count))
                        done = measure(name, every[:count], address, workers, before, scratch)
                        first.setdefault((name, count), done)
    print(f"books of {options.chapters} chapters, {os.cpu_count()} processors")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What the machines of a cluster take off a build of many books.

    python bench/cluster.py [--titles N] [--chapters N] [--workers N]

Writes small sound books, the ones of `catalogue.py`, and builds the PDFs of all of them from
nothing: by processes of this machine, and by a Dask cluster of one, two and more workers, each a
process on the loopback interface. Prints the seconds of the clock, what share of the first way
that is, and whether all files are the same to the byte. The workers share the processors of this
machine, with the command and the scheduler: where there are few, more workers change little.
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
from contextlib import ExitStack, contextmanager
from pathlib import Path

from catalogue import command, write_title
from check_speed import HERE

_PATIENCE_S = 60


@contextmanager
def process(*command: str | Path) -> Iterator[None]:
    """Run a part of Dask, and end it."""
    started = subprocess.Popen(
        [sys.executable, "-m", *map(str, command)],
        env={**os.environ, "PYTHONPATH": str(HERE)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
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
        while not file.is_file() and time.monotonic() < end:
            time.sleep(0.1)
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


def build(titles: Path, out: Path, jobs: int, *options: str) -> tuple[float, str]:
    """Return the seconds that the PDFs of all books take, and a digest of them."""
    start = time.monotonic()
    where = ("--out", out, "--jobs", str(jobs))
    command("build", "pdf", "--no-cache", *options, *sorted(titles.iterdir()), *where)
    seconds = time.monotonic() - start
    digest = hashlib.sha256()
    for path in sorted(out.rglob("*.pdf")):
        digest.update(path.relative_to(out).as_posix().encode() + path.read_bytes())
    shutil.rmtree(out)
    return seconds, digest.hexdigest()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the comparison and print its table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--titles", type=int, default=40)
    parser.add_argument("--chapters", type=int, default=3)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args(arguments)
    jobs = os.cpu_count() or 1
    sys.path.insert(0, str(HERE))
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        titles = scratch / "titles"
        for number in range(1, options.titles + 1):
            write_title(titles / f"title-{number:03}" / "content", number, options.chapters)
        first, made = build(titles, scratch / "out", jobs)
        print(f"{'own processes':<20} {first:8.1f} s", flush=True)
        for workers in range(1, options.workers + 1):
            with cluster(workers, scratch) as address:
                seconds, other = build(titles, scratch / "out", jobs, "--scheduler", address)
            same = "same bytes" if made == other else "OTHER BYTES"
            print(f"{workers} workers {seconds:19.1f} s {seconds / first:6.2f} {same}", flush=True)
    print(f"{options.titles} books of {options.chapters} chapters, {jobs} processors")
    return 0


if __name__ == "__main__":
    sys.exit(main())

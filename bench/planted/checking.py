"""Checking many small books quickly: a few processes, and readings shared between the books.

Goes in: what projects consist of, by path. Comes out: what the check says of each.
"""

from __future__ import annotations

import multiprocessing
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from diglot.core.findings import Finding
from diglot.disk.cache import Cache
from diglot.run.pipeline import check_project

_AT_ONCE = 4  # books that a process is given together


class _Unwatched:
    """Progress that nobody watches."""

    def begin(self, task: str, total: int) -> None:
        """Say nothing."""

    def step(self, detail: str = "") -> None:
        """Say nothing."""


def check_files(scratch: Path, files: dict[str, str]) -> list[Finding]:
    """Return what the check says of a project of these files.

    scratch: a folder for what was read before; chapters that are in many books are read once.
    """
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        for path, text in files.items():
            target = Path(folder) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode())
        cache = Cache(scratch / "cache")
        return list(
            check_project(Path(folder), jobs=1, progress=_Unwatched(), cache=cache).findings
        )


def check_all(books: Sequence[dict[str, str]], jobs: int) -> Iterator[list[Finding]]:
    """Yield what the check says of each of many projects, in their order."""
    scratch = Path(tempfile.mkdtemp(prefix="drift-"))
    check = partial(check_files, scratch)
    try:
        if jobs == 1:
            yield from map(check, books)
            return
        forked = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(jobs, mp_context=forked) as pool:
            yield from pool.map(check, books, chunksize=_AT_ONCE)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)

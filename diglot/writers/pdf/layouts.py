"""Jobs of layout → pages, from worker processes or from the cache.

Knows which results are kept and under which names; what a job means is layout's affair.
"""

from __future__ import annotations

import importlib.metadata
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import cached_property, partial
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from diglot.cache import Cache, cache_key, program_digest
from diglot.errors import DiglotError
from diglot.render.templates import list_files
from diglot.writers.pdf.layout import LayoutJob, Pages, lay_out
from diglot.writers.pdf.unpacked import PACKED_SUFFIX, unpack

# Waits for pages that are being laid out, and returns them.
Wait = Callable[[], Pages]
# Has a job laid out, beside others, and returns what waits for it.
Begin = Callable[[LayoutJob], Wait]
_Made = TypeVar("_Made")


class Layouts:
    """Lays out jobs side by side in the processes of a pool."""

    def __init__(self, workers: ProcessPoolExecutor, cache: Cache) -> None:
        self._workers = workers
        self._cache = cache
        self._prepared: set[tuple[Path, ...]] = set()

    def begin(self, job: LayoutJob) -> Wait:
        """Have a job laid out, unless the cache has its pages; return what waits for them."""
        parts = [job.name, job.html, job.stylesheet, job.files_digest, str(job.tagged)]
        key = cache_key("pages", [*parts, *self._versions])
        if kept := self._cache.get(key):
            pages = Pages.from_bytes(kept)
            return lambda: pages
        self._prepare(job.templates)
        future = self._workers.submit(lay_out, job, self._cache)
        future.add_done_callback(partial(_keep, self._cache, key))
        return partial(result_of, future)

    def _prepare(self, templates: tuple[Path, ...]) -> None:
        """Let the workers share out the fonts, which each of them would unpack for itself.

        What is wrong with a font is told by the first layout that needs it.
        """
        if self._cache.folder is None or templates in self._prepared:
            return
        self._prepared.add(templates)
        for font in list_files(templates, "fonts", (PACKED_SUFFIX,)):
            self._workers.submit(unpack, font, self._cache)

    @cached_property
    def _versions(self) -> tuple[str, ...]:
        packages = ("weasyprint", "pydyf", "fonttools")
        versions = (importlib.metadata.version(name) for name in packages)
        return (program_digest("writers/pdf"), *versions)


def _keep(cache: Cache, key: str, future: Future[Pages]) -> None:
    if not future.cancelled() and future.exception() is None:
        cache.put(key, future.result().to_bytes())


@contextmanager
def workers(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Give a pool of processes; on the way out, what has not begun is dropped."""
    pool = ProcessPoolExecutor(max_workers=max(jobs, 1), mp_context=get_context("spawn"))
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def result_of(future: Future[_Made]) -> _Made:
    """Return what a worker made. Raises DiglotError where the worker has died."""
    try:
        return future.result()
    except BrokenProcessPool as error:
        raise DiglotError(
            "a worker process that makes pages has died, perhaps for want of memory.\n"
            "  hint: build again with fewer of them: --jobs 1"
        ) from error

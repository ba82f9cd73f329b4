"""Jobs of layout → pages, from worker processes or from the cache.

Knows which results are kept and under which names; what a job means is layout's affair.
"""

from __future__ import annotations

import importlib.metadata
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from diglot.disk.cache import Cache, cache_key, program_digest
from diglot.disk.states import system_libraries
from diglot.disk.template_files import list_files
from diglot.work.workers import Workers
from diglot.writers.pdf.engine.layout import LayoutJob, Pages, lay_out
from diglot.writers.pdf.engine.unpacked import PACKED_SUFFIX, unpack

# The libraries that decide what a page looks like and how its file is written.
_PACKAGES = ("weasyprint", "cssselect2", "tinycss2", "pydyf", "fonttools")

# Waits for pages that are being laid out, and returns them.
Wait = Callable[[], Pages]
# Has a job laid out, beside others, and returns what waits for it.
Begin = Callable[[LayoutJob], Wait]


class Layouts:
    """Lays out jobs side by side in the processes of a pool."""

    def __init__(self, workers: Workers, cache: Cache) -> None:
        self._workers = workers
        self._begun: dict[str, Wait] = {}
        self._cache = cache
        self._prepared: set[Path] = set()

    def begin(self, job: LayoutJob) -> Wait:
        """Have a job laid out, unless the cache has its pages; return what waits for them."""
        parts = [
            job.name,
            job.html,
            job.stylesheet,
            job.files_digest,
            f"{job.tagged} {job.measured}",
        ]
        key = cache_key("pages", [*parts, *self._versions])
        if key in self._begun:
            return self._begun[key]
        if kept := self._cache.get(key):
            pages = Pages.from_bytes(kept)
            self._begun[key] = lambda: pages
            return self._begun[key]
        self._prepare(job)

        def keep(pages: Pages) -> None:
            self._cache.put(key, pages.to_bytes())

        wait = self._workers.submit(lay_out, job, self._cache, done=keep)
        self._begun[key] = wait
        return wait

    def forget(self) -> None:
        """Let go of all pages; who asks again waits again, for what the cache has not."""
        self._begun.clear()

    def _prepare(self, job: LayoutJob) -> None:
        """Let the workers share out a job's fonts, which each of them would unpack for itself.

        What is wrong with a font is told by the first layout that needs it.
        """
        if self._cache.folder is None:
            return
        for font in list_files(job.templates, "fonts", (PACKED_SUFFIX,)):
            if font not in self._prepared and font.name in job.stylesheet:
                self._prepared.add(font)
                self._workers.submit(unpack, font, self._cache)

    @cached_property
    def _versions(self) -> tuple[str, ...]:
        versions = (importlib.metadata.version(name) for name in _PACKAGES)
        rooms = map(program_digest, ("writers/pdf", "pictures", "fonts"))
        return (*rooms, *versions, *system_libraries())

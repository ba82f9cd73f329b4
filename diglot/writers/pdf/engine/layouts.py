"""Jobs of layout → pages, from worker processes or from the cache.

Knows which results are kept and under which names; what a job means is layout's affair.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cached_property

from msgspec import Struct

from diglot.core.errors import DiglotError
from diglot.disk.cache import Cache, program_digest
from diglot.disk.states import system_libraries, version_of
from diglot.disk.steps import Form, step
from diglot.fonts.packed import is_unpacked
from diglot.work.workers import Pool
from diglot.writers.pdf.engine.layout import TEMPLATES, LayoutJob, Pages, lay_out
from diglot.writers.pdf.engine.unpacked import PACKED_SUFFIX, unpack

# The libraries that decide what a page looks like and how its file is written.
_PACKAGES = ("weasyprint", "cssselect2", "tinycss2", "pydyf", "fonttools")

_FORM: Form[Pages] = Form(Pages.to_bytes, Pages.from_bytes)

# Waits for pages that are being laid out, and returns them.
Wait = Callable[[], Pages]
# Has a job laid out, beside others, and returns what waits for it.
Begin = Callable[[LayoutJob], Wait]


class Kept(Struct, frozen=True):
    """What waits for pages that had been kept: not at all."""

    pages: Pages

    def __call__(self) -> Pages:
        """Return them."""
        return self.pages


class Layouts:
    """Lays out jobs side by side in the processes of a pool."""

    def __init__(self, workers: Pool, cache: Cache) -> None:
        self._workers = workers
        self._begun: dict[str, Wait] = {}
        self._there: set[str] = set()
        self._cache = cache
        self._prepared: set[str] = set()
        self._asked: dict[str, bool] = {}  # by key, whether the pages had been kept
        self._unasked = 0

    @property
    def asked(self) -> int:
        """Return how many different jobs there were."""
        return len(self._asked) + self._unasked

    @property
    def reused(self) -> int:
        """Return of how many the pages had been kept."""
        return sum(self._asked.values()) + self._unasked

    def count(self, kept: int) -> None:
        """Count jobs that nobody had to ask for, as all that is made of them was kept."""
        self._unasked += kept

    def begin(self, job: LayoutJob) -> Wait:
        """Have a job laid out, unless the cache has its pages; return what waits for them."""
        laying_out = step("pages", [*job.inputs, *self._versions])
        key = laying_out.key
        if key in self._begun:
            return self._begun[key]
        pages = laying_out.kept(_FORM, self._cache)
        self._asked.setdefault(key, bool(pages))
        if pages:
            self._there.add(key)
            self._begun[key] = Kept(pages)
            return self._begun[key]
        self._prepare(job)

        def keep(pages: Pages) -> None:
            self._cache.put(key, _FORM.write(pages))
            self._there.add(key)

        wait = self._workers.submit(lay_out, job, self._cache, done=keep, size=len(job.html))
        self._begun[key] = wait
        return wait

    def forget(self) -> None:
        """Let go of pages that are there; who asks again waits again, for what the cache has not.

        What is being laid out is not begun a second time.
        """
        while self._there:
            self._begun.pop(self._there.pop(), None)

    def _prepare(self, job: LayoutJob) -> None:
        """Let the workers share out a job's fonts, which each of them would unpack for itself.

        What is wrong with a font is told by the first layout that needs it.
        """
        if self._cache.folder is None:
            return
        for address, digest in job.files.under(TEMPLATES).digests:
            if not address.endswith(PACKED_SUFFIX) or digest in self._prepared:
                continue
            self._prepared.add(digest)
            with suppress(DiglotError):
                if not is_unpacked(job.files.read(address) or b""):
                    self._workers.submit(unpack, job.files.under(address), address, self._cache)

    @cached_property
    def _versions(self) -> tuple[str, ...]:
        versions = (version_of(name) for name in _PACKAGES)
        rooms = map(program_digest, ("writers/pdf", "pictures", "fonts"))
        return (*rooms, *versions, system_libraries())
